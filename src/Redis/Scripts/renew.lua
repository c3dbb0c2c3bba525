-- renew: sets the deadline of leases that still exist
-- KEYS[1]  {ns}:leases
-- ARGV[1]  ms  length of a lease, from now
-- ARGV[2+1i]  member  <session>.<seq>|<queue>:<band>
-- returns  {the places, from 1, of the leases that are gone}
-- passes at maxmemory: begins with ZREM
local lease_ms = tonumber(ARGV[1])
if #KEYS ~= 1 or #ARGV > 1001 or not lease_ms or lease_ms < 1 or lease_ms > 86400000 or lease_ms ~= math.floor(lease_ms) then
  return redis.error_reply('ERR renew: 1 key, lease ms, at most 1,000 members')
end

redis.call('ZCARD', KEYS[1])
local time = redis.call('TIME')
local deadline = time[1] * 1000 + math.floor(time[2] / 1000) + lease_ms
local gone = {}
redis.call('ZREM', KEYS[1], '')
for i = 2, #ARGV do
  if redis.call('ZSCORE', KEYS[1], ARGV[i]) then
    redis.call('ZADD', KEYS[1], 'XX', deadline, ARGV[i])
  else
    gone[#gone + 1] = i - 1
  end
end
return gone
