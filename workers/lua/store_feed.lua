-- Stores what a poll learnt of a feed and its next poll, unless the feed was removed meanwhile.
-- KEYS: 1 feeds, 2 due      ARGV: 1 address, 2 the feed, 3 its next poll
if redis.call("HEXISTS", KEYS[1], ARGV[1]) == 1 then
  redis.call("HSET", KEYS[1], ARGV[1], ARGV[2])
  redis.call("ZADD", KEYS[2], ARGV[3], ARGV[1])
end
