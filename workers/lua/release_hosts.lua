-- Ends requests: each host is free again after its pace, unless its reservation ran out and another has it.
-- KEYS, for each host: 1 host:<name>, 2 asked:<name>      ARGV: 1 now, then for each host: the token, its pace (seconds)
-- Returns for each host 1, or 0 if another has it.
local now = tonumber(ARGV[1])
local ours = {}
for i = 1, #KEYS / 2 do
  local host, asked, token, pace = KEYS[2 * i - 1], KEYS[2 * i], ARGV[2 * i], tonumber(ARGV[2 * i + 1])
  ours[i] = 0
  if redis.call("GET", asked) == token then
    ours[i] = 1
    redis.call("DEL", asked)
    redis.call("SET", host, string.format("%.6f", now + pace), "PX", math.ceil(pace * 1000) + 1)
  end
end
return ours
