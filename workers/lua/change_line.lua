-- Changes a line of the ledger, unless it was settled meanwhile: that must not leave a piece of a line behind.
-- KEYS: 1 line:<key>      ARGV: 1 a command on hashes, 2… its arguments
if redis.call("EXISTS", KEYS[1]) == 0 then
  return 0
end
return redis.call(ARGV[1], KEYS[1], unpack(ARGV, 2))
