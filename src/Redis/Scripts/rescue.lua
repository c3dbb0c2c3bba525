-- rescue: Taken -> Ready (suspect lane) for a lease of plain work; for a lease of a suspect, which was alone in it, one more
-- delivery: Scheduled, or Buried as poison at the limit. The deadline is checked again. An empty lease is closed.
-- KEYS[1]  {ns}:l:<session>.<seq>
-- KEYS[2]  {ns}:leases
-- KEYS[3]  {ns}:q:<queue>:s
-- KEYS[4]  {ns}:scheduled
-- KEYS[5]  {ns}:scheduled:tasks
-- KEYS[6]  {ns}:buried
-- KEYS[7]  {ns}:buried:tasks
-- KEYS[8]  {ns}:counts
-- ARGV[1]  member   <session>.<seq>|<queue>:<band>
-- ARGV[2]  ms       how far in the future the deadline may lie: 0 for a lapsed lease
-- ARGV[3]  channel  the owner's, which must have no subscriber; "" where the deadline alone decides
-- ARGV[4]  lane     the queue's suspect lane
-- ARGV[5]  count    the delivery limit, 1 to 255
-- ARGV[6]  ms       the wait after the first delivery; fourfold after each further, a day at most
-- ARGV[7]  bytes    why it is buried at the limit, opaque
-- ARGV[8]  text     what the channel of an end begins with
-- returns  {1 or 0 leases that held something, tasks ready or scheduled again, tasks buried}
-- passes at maxmemory: begins with ZREM
--! include shared/now.lua
--! include shared/check.lua
--! include shared/envelope.lua
--! include shared/parked.lua
--! include shared/counts.lua
--! include shared/closed.lua
local unpack, longest_delay = table.unpack or unpack, 86400000
local slack, limit, delay = whole(ARGV[2], 0, 86400000), whole(ARGV[5], 1, 255), whole(ARGV[6], 0, longest)
if #KEYS ~= 8 or #ARGV ~= 8 or not slack or not limit or not delay or not is_lane(ARGV[4])
  or string.sub(KEYS[3], -#ARGV[4]) ~= ARGV[4] then
  return redis.error_reply('ERR rescue: 8 keys and 8 arguments')
end

local now = clock()
local deadline = redis.call('ZSCORE', KEYS[2], ARGV[1])
local items = redis.call('LRANGE', KEYS[1], 1, -1)
redis.call('LLEN', KEYS[3])
redis.call('ZCARD', KEYS[4])
redis.call('HLEN', KEYS[5])
redis.call('ZCARD', KEYS[6])
redis.call('HLEN', KEYS[7])
redis.call('HLEN', KEYS[8])
if not deadline or tonumber(deadline) > now + slack then
  return { 0, 0, 0 }
end

if ARGV[3] ~= '' and redis.call('PUBSUB', 'NUMSUB', ARGV[3])[2] > 0 then
  return { 0, 0, 0 }
end

-- Bytes without a header have no id: they are kept under one made of them.
local function id_of(envelope)
  return #envelope >= 28 and string.sub(envelope, 5, 20) or string.sub(redis.sha1hex(envelope), 1, 16)
end

local left = {}
for i = 1, #items do
  local id = items[i] ~= '' and id_of(items[i])
  if id then
    left[#left + 1] = items[i]
    if not storable('scheduled', KEYS[5], KEYS[8], id, ARGV[4]) or not storable('buried', KEYS[7], KEYS[8], id, ARGV[4]) then
      return redis.error_reply('ERR rescue: bad count of ' .. ARGV[4])
    end
  end
end

redis.call('ZREM', KEYS[2], ARGV[1])
if #items == 0 then
  if redis.call('LINDEX', KEYS[1], 0) == '1' then
    close(KEYS[1])
  end
  return { 0, 0, 0 }
end

redis.call('DEL', KEYS[1])
if string.sub(ARGV[1], -2) ~= ':s' then
  for i = 1, #left, 1000 do
    redis.call('RPUSH', KEYS[3], unpack(left, i, math.min(#left, i + 999)))
  end
  return { 1, #left, 0 }
end

local again, poison = 0, 0
for i = 1, #left do
  local envelope = changed(left[i], 3)
  local deliveries = #envelope >= 28 and string.byte(envelope, 2) or 255
  local id = id_of(envelope)
  if deliveries >= limit then
    store('buried', KEYS[6], KEYS[7], KEYS[8], id, now, ARGV[4], park(ARGV[4], ARGV[7], envelope))
    redis.call('PUBLISH', ARGV[8] .. string.gsub(id, '.', function(byte) return string.format('%02x', string.byte(byte)) end), '')
    poison = poison + 1
  else
    local due = now + math.min(longest_delay, delay * 4 ^ (deliveries - 1))
    store('scheduled', KEYS[4], KEYS[5], KEYS[8], id, due, ARGV[4], park(ARGV[4], '', envelope))
    again = again + 1
  end
end
return { 1, again, poison }
