-- Claims articles for entries; whoever claims first keeps an article, until nobody has asked for it for a while.
-- KEYS, for each article: claim:<id>      ARGV: 1 how long a claim is kept (seconds), 2… the entries' keys
-- Returns for each article the key of the entry that has it.
local owners = {}
for i = 1, #KEYS do
  if not redis.call("SET", KEYS[i], ARGV[i + 1], "NX", "EX", ARGV[1]) then
    redis.call("EXPIRE", KEYS[i], ARGV[1])
  end
  owners[i] = redis.call("GET", KEYS[i])
end
return owners
