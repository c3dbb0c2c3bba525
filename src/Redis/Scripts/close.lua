-- close: an empty lease goes, and nothing comes into it any more; one that something came into is a lease like any other
-- KEYS[1]  {ns}:l:<session>.<seq>
-- KEYS[2]  {ns}:leases
-- ARGV[1]  member  <session>.<seq>|<queue>:<band>
-- ARGV[2]  ms      length of the lease, from now
-- returns  {its envelopes}; none where it was empty or is gone
-- sent twice: the same
-- passes at maxmemory: begins with ZREM
--! include shared/closed.lua
local lease_ms, lease = tonumber(ARGV[2]), string.match(ARGV[1] or '', '^(%w+%.%d+)|[%w%._%-]+:p?[0-9]$')
if #KEYS ~= 2 or #ARGV ~= 2 or not lease or string.sub(KEYS[1], -#lease - 1) ~= ':' .. lease or not lease_ms or lease_ms < 1 or lease_ms > 86400000 or lease_ms ~= math.floor(lease_ms) then
  return redis.error_reply('ERR close: 2 keys, member, lease ms')
end

-- A string where it was closed before.
local length, known = redis.pcall('LLEN', KEYS[1]), redis.call('ZSCORE', KEYS[2], ARGV[1])
if type(length) ~= 'number' or length == 0 then
  return {}
end

local counted = string.find(redis.call('LINDEX', KEYS[1], 0), '^%d+$')
if counted and not known then
  return {}
end

redis.call('ZREM', KEYS[2], '')
if counted and length == 1 then
  redis.call('ZREM', KEYS[2], ARGV[1])
  close(KEYS[1])
  return {}
end

-- Moved where an empty lease had been gone for so long that nothing remembered it (its owner stood still meanwhile): it becomes one again.
if not counted then
  redis.call('LPUSH', KEYS[1], length)
end

local time = redis.call('TIME')
redis.call('ZADD', KEYS[2], time[1] * 1000 + math.floor(time[2] / 1000) + lease_ms, ARGV[1])
return redis.call('LRANGE', KEYS[1], 1, -1)
