-- retry: Taken -> Scheduled
-- KEYS[1]  {ns}:l:<session>.<seq>
-- KEYS[2]  {ns}:leases
-- KEYS[3]  {ns}:scheduled
-- KEYS[4]  {ns}:scheduled:tasks
-- KEYS[5]  {ns}:counts
-- ARGV[1]  member  <session>.<seq>|<queue>:<band>
-- ARGV[2+6i]  slot    each once
-- ARGV[3+6i]  id      16 bytes
-- ARGV[4+6i]  ms      how much later
-- ARGV[5+6i]  lane    where it goes then
-- ARGV[6+6i]  change  HeaderChange, 0 to 4
-- ARGV[7+6i]  bytes   why, opaque
-- returns  1 settled (now or earlier), 2 settled and the lease gone with its last slot, 0 the lease is gone and nothing was written
-- passes at maxmemory: begins with ZREM
--! include shared/now.lua
--! include shared/check.lua
--! include shared/envelope.lua
--! include shared/parked.lua
--! include shared/counts.lua
--! include shared/slots.lua
if #KEYS ~= 5 or #ARGV < 7 or #ARGV > 6001 or #ARGV % 6 ~= 1 then
  return redis.error_reply('ERR retry: 5 keys, 1 argument and 6 for each of 1 to 1,000 slots')
end

local unsettled = redis.call('LINDEX', KEYS[1], 0)
local deadline = redis.call('ZSCORE', KEYS[2], ARGV[1])
redis.call('ZCARD', KEYS[3])
redis.call('HLEN', KEYS[4])
redis.call('HLEN', KEYS[5])
if not unsettled or not deadline then
  return 0
end

unsettled = tonumber(unsettled)
if not unsettled then
  return redis.error_reply('ERR retry: KEYS[1] is no lease')
end

local now = clock()
local slots, tasks, seen = {}, {}, {}
for i = 2, #ARGV, 6 do
  local slot, delay, change = whole(ARGV[i], 0, 999), whole(ARGV[i + 2], 0, longest), whole(ARGV[i + 4], 0, 4)
  local id, lane = ARGV[i + 1], ARGV[i + 3]
  local envelope
  if slot then
    envelope = slot_of(KEYS[1], slot)
  end
  if envelope == nil or seen[slot] or not delay or not change or #id ~= 16 or not is_lane(lane) then
    return redis.error_reply('ERR retry: bad slot at argument ' .. i)
  end

  seen[slot] = true
  if envelope then
    if not storable('scheduled', KEYS[4], KEYS[5], id, lane) then
      return redis.error_reply('ERR retry: bad count of ' .. lane)
    end

    slots[#slots + 1] = slot
    tasks[#tasks + 1] = { id, now + delay, lane, park(lane, ARGV[i + 5], changed(envelope, change)) }
  end
end

local settled = settle(KEYS[1], KEYS[2], ARGV[1], unsettled, slots)
for i = 1, #tasks do
  local task = tasks[i]
  store('scheduled', KEYS[3], KEYS[4], KEYS[5], task[1], task[2], task[3], task[4])
end
return settled
