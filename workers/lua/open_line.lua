-- Opens a line of the ledger and remembers its entry, unless that is done already: a feed may be polled twice at once.
-- KEYS: 1 seen:<feed> and 2 the older half of that memory, 3 line:<key>, 4 the under-way set, 5 the count of lines
-- ARGV: 1 the entry's key, 2 what is remembered of it (a list that starts with its revision), 3 its
-- revision, 4 the line's key, 5 look again at, 6… the line's fields
-- Returns 1, or 0 if this revision or a later one was opened before.
local before = redis.call("HGET", KEYS[1], ARGV[1]) or redis.call("HGET", KEYS[2], ARGV[1])
local memory = before and cjson.decode(before)
if memory and (memory[1] or memory.revision) >= tonumber(ARGV[3]) then -- until November 2026 it was an object
  return 0
end
redis.call("HSET", KEYS[1], ARGV[1], ARGV[2])
redis.call("HSET", KEYS[3], unpack(ARGV, 6))
redis.call("ZADD", KEYS[4], ARGV[5], ARGV[4])
redis.call("INCR", KEYS[5])
return 1
