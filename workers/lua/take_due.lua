-- Takes what is due out of a set that is scored by time, by moving it ahead: whoever takes it has until then.
-- KEYS: 1 the set      ARGV: 1 now, 2 next time, 3 how many at most
local due = redis.call("ZRANGEBYSCORE", KEYS[1], "-inf", ARGV[1], "LIMIT", 0, ARGV[3])
for _, member in ipairs(due) do
  redis.call("ZADD", KEYS[1], ARGV[2], member)
end
return due
