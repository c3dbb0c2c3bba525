-- replay: Buried -> Ready, counters at zero, to the tail of its lane; the outcome kept of its failure is forgotten
-- KEYS[1]  {ns}:buried
-- KEYS[2]  {ns}:buried:tasks
-- KEYS[3]  {ns}:counts
-- KEYS[4]  {ns}:q:<queue>:<band>
-- KEYS[5]  {ns}:<result>
-- ARGV[1]  id    16 bytes
-- ARGV[2]  lane  the name of KEYS[4]
-- returns  1 replayed, 0 not there, -1 it lies there with another lane: read it again
-- passes at maxmemory: begins with ZREM
--! include shared/check.lua
--! include shared/envelope.lua
--! include shared/parked.lua
--! include shared/counts.lua
--! include shared/results.lua
if #KEYS ~= 5 or #ARGV ~= 2 or not is_lane(ARGV[2]) or string.sub(KEYS[4], -#ARGV[2]) ~= ARGV[2] then
  return redis.error_reply('ERR replay: 5 keys, id, lane')
end

local there = redis.call('ZSCORE', KEYS[1], ARGV[1])
local parked = redis.call('HGET', KEYS[2], ARGV[1])
local field = field_of('buried', ARGV[2])
redis.call('LLEN', KEYS[4])
local shared = held_in(KEYS[5])
if not countable(KEYS[3], field) then
  return redis.error_reply('ERR replay: bad count ' .. field)
end

if not there or not parked then
  return 0
end

local lane, envelope = unpark(parked)
if lane ~= ARGV[2] then
  return -1
end

redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('HDEL', KEYS[2], ARGV[1])
if shared then
  redis.call('HDEL', KEYS[5], ARGV[1])
else
  redis.call('DEL', KEYS[5])
end

count(KEYS[3], field, -1)
redis.call('RPUSH', KEYS[4], changed(envelope, 4))
return 1
