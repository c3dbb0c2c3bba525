-- trim: Buried -> nothing for the oldest dead letters beyond a bound
-- KEYS[1]  {ns}:buried
-- KEYS[2]  {ns}:buried:tasks
-- KEYS[3]  {ns}:counts
-- ARGV[1]  ms     how long dead letters are kept
-- ARGV[2]  count  how many are kept
-- ARGV[3]  count  the most to drop in this call, 1 to 1,000
-- returns  how many were dropped; fewer than there are once their bytes come to a megabyte
-- passes at maxmemory: begins with ZREM
--! include shared/now.lua
--! include shared/check.lua
--! include shared/parked.lua
--! include shared/counts.lua
local keep_ms, keep, max = whole(ARGV[1], 0, longest * 100), whole(ARGV[2], 0, 2147483647), whole(ARGV[3], 1, 1000)
if #KEYS ~= 3 or #ARGV ~= 3 or not keep_ms or not keep or not max then
  return redis.error_reply('ERR trim: 3 keys, ms, count, count 1 to 1,000')
end

local over = math.min(max, redis.call('ZCARD', KEYS[1]) - keep)
local ids = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', '(' .. string.format('%.0f', clock() - keep_ms), 'LIMIT', 0, max)
if over > #ids then
  ids = redis.call('ZRANGE', KEYS[1], 0, over - 1)
end

redis.call('HLEN', KEYS[3])
local fields, bytes, last = {}, 0, 0
while last < #ids and bytes < 1048576 do
  local i = last + 1
  local parked = redis.call('HGET', KEYS[2], ids[i])
  local lane = parked and unpark(parked)
  fields[i] = lane and is_lane(lane) and field_of('buried', lane)
  if fields[i] and not countable(KEYS[3], fields[i]) then
    return redis.error_reply('ERR trim: bad count ' .. fields[i])
  end
  bytes, last = bytes + (parked and #parked or 0), i
end

for i = 1, last do
  redis.call('ZREM', KEYS[1], ids[i])
  redis.call('HDEL', KEYS[2], ids[i])
  if fields[i] then
    count(KEYS[3], fields[i], -1)
  end
end
return last
