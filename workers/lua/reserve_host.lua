-- Reserves the next moment at which a host may be asked, for all workers together.
-- KEYS: 1 host:<name>, 2 later:<name>      ARGV: 1 now, 2 pace, 3 longest wait (all in seconds)
-- Returns the wait as a string (Lua numbers lose their fraction). Negative: that is too long to wait for; come back after
-- so many seconds. Those who must come back do so one after the other, at the host's pace.
local now, pace, longest = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local function reserve(key, earliest)
  local at = math.max(tonumber(redis.call("GET", key) or "0"), earliest)
  return at, function() redis.call("SET", key, tostring(at + pace), "PX", math.ceil((at - now + pace) * 1000) + 1) end
end
local at, take = reserve(KEYS[1], now)
if at - now <= longest then
  take()
  return tostring(at - now)
end
at, take = reserve(KEYS[2], at)
take()
return tostring(now - at)
