-- The ids that links of a feed first came with; a link that is new keeps the id it comes with now.
-- KEYS: 1 links:<feed>      ARGV, for each link: its key, the id
local first = {}
for i = 1, #ARGV, 2 do
  redis.call("HSETNX", KEYS[1], ARGV[i], ARGV[i + 1])
  first[#first + 1] = redis.call("HGET", KEYS[1], ARGV[i])
end
return first
