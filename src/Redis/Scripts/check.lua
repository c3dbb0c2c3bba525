-- check: whether this server and this user can be used at all; changes nothing
-- KEYS[1]  {ns}:check
-- ARGV[1]  channel  a channel of the namespace that nobody listens on
-- returns  what INFO says, "" where this user may not ask
redis.call('TIME')
redis.call('PUBSUB', 'NUMSUB', ARGV[1])
redis.call('DEL', KEYS[1])
redis.call('PUBLISH', ARGV[1], '')
local info = redis.pcall('INFO')
return type(info) == 'string' and info or ''
