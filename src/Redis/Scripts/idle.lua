-- idle: a worker enters the idle lists of its queues, each once, at their ends
-- KEYS[1+1i]  {ns}:idle:<queue>
-- ARGV[1]  session  the worker's session
-- ARGV[2]  ms       the lists are dropped when nobody entered for this long
-- ARGV[3]  count    the longest that a list may grow; the oldest entries go
-- returns  1
-- passes at maxmemory: begins with LREM
--! include shared/check.lua
local ttl, most = whole(ARGV[2], 1, longest), whole(ARGV[3], 1, 1000000)
if #KEYS < 1 or #KEYS > 1000 or #ARGV ~= 3 or not string.find(ARGV[1], '^%w+$')
  or not ttl or not most then
  return redis.error_reply('ERR idle: 1 to 1,000 queues, session, ms, count')
end

for i = 1, #KEYS do
  redis.call('LLEN', KEYS[i])
end

for i = 1, #KEYS do
  redis.call('LREM', KEYS[i], 0, ARGV[1])
  redis.call('RPUSH', KEYS[i], ARGV[1])
  redis.call('LTRIM', KEYS[i], -most, -1)
  redis.call('PEXPIRE', KEYS[i], ttl)
end
return 1
