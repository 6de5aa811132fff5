-- Marks that lines of the ledger have entered a stage; atomic, so that two workers never disagree.
-- KEYS: 1 the under-way set, 2… line:<key>      ARGV: 1 stage, 2 its place in the flow, 3 now, 4 look again at
-- Returns for each line how often it has now entered this stage, 0 if it is settled or already further on.
local tries = {}
for i = 2, #KEYS do
  local place = tonumber(redis.call("HGET", KEYS[i], "place"))
  if place == nil or place > tonumber(ARGV[2]) then
    tries[i - 1] = 0
  else
    if place < tonumber(ARGV[2]) then
      redis.call("HSET", KEYS[i], "tries", 0)
    end
    redis.call("HSET", KEYS[i], "stage", ARGV[1], "place", ARGV[2], "since", ARGV[3])
    redis.call("HDEL", KEYS[i], "postponed")
    redis.call("ZADD", KEYS[1], ARGV[4], string.sub(KEYS[i], 6))
    tries[i - 1] = redis.call("HINCRBY", KEYS[i], "tries", 1)
  end
end
return tries
