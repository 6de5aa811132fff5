-- Reserves the next moment at which each of these hosts may be asked, for all workers together: one request at a time.
-- KEYS, for each host: 1 host:<name> (free from then on), 2 asked:<name> (by whom, now), 3 later:<name> (for those turned away)
-- ARGV: 1 now, then for each host: a token, its pace, the longest wait, how long a request may take (all in seconds)
-- Returns for each host the wait as a string (Lua numbers lose their fraction). Negative: it is being asked, or that is too long to
-- wait for; come back after so many seconds. Those who must come back do so one after the other, at the host's pace.
local now = tonumber(ARGV[1])
local function read(key)
  return tonumber(redis.call("GET", key) or "0")
end
local function write(key, at)
  redis.call("SET", key, string.format("%.6f", at), "PX", math.ceil((at - now) * 1000) + 1)
end
local function reserve(host, asked, later, token, pace, longest, hold)
  local at = math.max(read(host), now)
  local near = at - now <= longest
  if near and redis.call("SET", asked, token, "NX", "PX", math.ceil((at - now + hold) * 1000)) then
    write(host, at + pace)
    return at - now
  end
  at = math.max(near and now + pace or at, read(later)) -- an answer that has not ended yet ends now at the earliest
  write(later, at + pace)
  return math.min(now - at, -0.001) -- never 0, which would be leave
end
local waits = {}
for i = 1, #KEYS / 3 do
  local k, a = 3 * i - 2, 4 * i - 2
  local wait = reserve(KEYS[k], KEYS[k + 1], KEYS[k + 2], ARGV[a], tonumber(ARGV[a + 1]), tonumber(ARGV[a + 2]), tonumber(ARGV[a + 3]))
  waits[i] = string.format("%.6f", wait)
end
return waits
