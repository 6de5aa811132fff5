-- Reserves the next moment at which a host may be asked, for all workers together.
-- KEYS: 1 host:<name>      ARGV: 1 now, 2 pace, 3 longest wait (all in seconds)
-- Returns the wait as a string (Lua numbers lose their fraction); negative: too long, nothing was reserved.
local free = tonumber(redis.call("GET", KEYS[1]) or "0")
local at = math.max(free, tonumber(ARGV[1]))
local wait = at - tonumber(ARGV[1])
if wait > tonumber(ARGV[3]) then
  return tostring(-wait)
end
redis.call("SET", KEYS[1], tostring(at + tonumber(ARGV[2])), "PX", math.ceil((wait + tonumber(ARGV[2])) * 1000) + 1)
return tostring(wait)
