-- What is remembered under some names; what is asked for stays remembered. A memory is two hashes: when the older has run out, the
-- younger takes its place, so that what nobody asks for is forgotten, after that time at the soonest and twice that at the latest.
-- KEYS: 1 the younger, 2 the older
-- ARGV: 1 how long the older is kept (seconds), then for each name: the name, what to remember if nothing is ("": nothing)
-- Returns what is remembered of each, "" for nothing.
if redis.call("EXISTS", KEYS[2]) == 0 and redis.call("EXISTS", KEYS[1]) == 1 then
  redis.call("RENAME", KEYS[1], KEYS[2])
  redis.call("EXPIRE", KEYS[2], ARGV[1])
else
  redis.call("PERSIST", KEYS[1]) -- it runs out when a feed is removed, and this one is back
end
local found = {}
for i = 2, #ARGV, 2 do
  local value = redis.call("HGET", KEYS[1], ARGV[i])
  if not value then
    value = redis.call("HGET", KEYS[2], ARGV[i]) or ARGV[i + 1]
    if value ~= "" then
      redis.call("HSET", KEYS[1], ARGV[i], value)
    end
  end
  found[i / 2] = value
end
return found
