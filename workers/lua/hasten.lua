-- Sets a feed's next poll ahead, unless it is paused, gone or removed.
-- KEYS: 1 due      ARGV: 1 address, 2 the time
local due = redis.call("ZSCORE", KEYS[1], ARGV[1])
if due and due ~= "inf" and tonumber(due) > tonumber(ARGV[2]) then
  redis.call("ZADD", KEYS[1], ARGV[2], ARGV[1])
end
