-- Claims articles for entries; whoever claims first keeps an article.
-- KEYS, for each article: claim:<id>      ARGV: the entries' keys
-- Returns for each article the key of the entry that has it.
local owners = {}
for i = 1, #KEYS do
  redis.call("SET", KEYS[i], ARGV[i], "NX")
  owners[i] = redis.call("GET", KEYS[i])
end
return owners
