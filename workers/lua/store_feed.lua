-- Stores what a poll learnt of a feed and its next poll, unless the feed was removed or paused meanwhile.
-- KEYS: 1 feeds, 2 due, 3 failing      ARGV: 1 address, 2 the feed, 3 its next poll ("inf": never), 4 polls that failed in a row
if redis.call("HEXISTS", KEYS[1], ARGV[1]) == 1 then
  redis.call("HSET", KEYS[1], ARGV[1], ARGV[2])
  redis.call(tonumber(ARGV[4]) > 0 and "SADD" or "SREM", KEYS[3], ARGV[1])
  if redis.call("ZSCORE", KEYS[2], ARGV[1]) ~= "inf" then
    redis.call("ZADD", KEYS[2], ARGV[3], ARGV[1])
  end
end
