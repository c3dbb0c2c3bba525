-- release: Taken -> Ready, to the head of its lane in the old order; nothing is counted
-- KEYS[1]  {ns}:l:<session>.<seq>
-- KEYS[2]  {ns}:leases
-- KEYS[3]  {ns}:q:<queue>:<band>
-- ARGV[1]  member  <session>.<seq>|<queue>:<band>
-- ARGV[2]  slots   "0-2,5", each once
-- returns  1 settled (now or earlier), 2 settled and the lease gone with its last slot, 0 the lease is gone and nothing was written
-- passes at maxmemory: begins with ZREM
--! include shared/slots.lua
local named = #KEYS == 3 and #ARGV == 2 and slots_in(ARGV[2])
if not named then
  return redis.error_reply('ERR release: 3 keys, member, slots')
end

local unsettled = redis.call('LINDEX', KEYS[1], 0)
local deadline = redis.call('ZSCORE', KEYS[2], ARGV[1])
redis.call('LLEN', KEYS[3])
if not unsettled or not deadline then
  return 0
end

unsettled = tonumber(unsettled)
if not unsettled then
  return redis.error_reply('ERR release: KEYS[1] is no lease')
end

table.sort(named)
local slots, envelopes = {}, {}
for i = 1, #named do
  local envelope = slot_of(KEYS[1], named[i])
  if envelope == nil then
    return redis.error_reply('ERR release: bad slot ' .. named[i])
  end

  if envelope then
    slots[#slots + 1] = named[i]
    envelopes[#slots] = envelope
  end
end

local settled = settle(KEYS[1], KEYS[2], ARGV[1], unsettled, slots)
for i = #slots, 1, -1 do
  redis.call('LPUSH', KEYS[3], envelopes[i])
end
return settled
