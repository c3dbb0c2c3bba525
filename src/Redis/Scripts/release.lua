-- release: Taken -> Ready, to the head of its lane in the old order; nothing is counted
-- KEYS[1]  {ns}:l:<session>.<seq>
-- KEYS[2]  {ns}:leases
-- KEYS[3]  {ns}:q:<queue>:<band>
-- ARGV[1]  member  <session>.<seq>|<queue>:<band>
-- ARGV[2]  slots   "0,3,4", each once
-- returns  1 settled (now or earlier), 2 settled and the lease gone with its last slot, 0 the lease is gone and nothing was written
-- passes at maxmemory: begins with ZREM
--! include shared/slots.lua
if #KEYS ~= 3 or #ARGV ~= 2 or not string.find(ARGV[2], '^%d[%d,]*$') then
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

local slots, envelopes, seen, named = {}, {}, {}, 0
for text in string.gmatch(ARGV[2], '%d+') do
  local slot = tonumber(text)
  local envelope = slot_of(KEYS[1], slot)
  named = named + 1
  if envelope == nil or seen[slot] or named > 1000 then
    return redis.error_reply('ERR release: bad slot ' .. text)
  end

  seen[slot] = true
  if envelope then
    slots[#slots + 1] = slot
    envelopes[slot] = envelope
  end
end

table.sort(slots)
local settled = settle(KEYS[1], KEYS[2], ARGV[1], unsettled, slots)
for i = #slots, 1, -1 do
  redis.call('LPUSH', KEYS[3], envelopes[slots[i]])
end
return settled
