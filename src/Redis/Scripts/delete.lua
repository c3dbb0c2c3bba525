-- delete: Buried -> nothing
-- KEYS[1]  {ns}:buried
-- KEYS[2]  {ns}:buried:tasks
-- KEYS[3]  {ns}:counts
-- ARGV[1]  id  16 bytes
-- returns  1 deleted, 0 not there
-- passes at maxmemory: begins with ZREM
--! include shared/check.lua
--! include shared/parked.lua
--! include shared/counts.lua
if #KEYS ~= 3 or #ARGV ~= 1 then
  return redis.error_reply('ERR delete: 3 keys, id')
end

local there = redis.call('ZSCORE', KEYS[1], ARGV[1])
local parked = redis.call('HGET', KEYS[2], ARGV[1])
local lane = parked and unpark(parked)
local field = lane and is_lane(lane) and field_of('buried', lane)
redis.call('HLEN', KEYS[3])
if field and not countable(KEYS[3], field) then
  return redis.error_reply('ERR delete: bad count ' .. field)
end

if not there and not parked then
  return 0
end

redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('HDEL', KEYS[2], ARGV[1])
if field then
  count(KEYS[3], field, -1)
end
return 1
