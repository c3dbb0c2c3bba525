-- bury: Taken -> Buried; a kept outcome is written in the same step, and whoever waits for the task is told in any case
-- KEYS[1]  {ns}:l:<session>.<seq>
-- KEYS[2]  {ns}:leases
-- KEYS[3]  {ns}:buried
-- KEYS[4]  {ns}:buried:tasks
-- KEYS[5]  {ns}:counts
-- KEYS[6+1i]  {ns}:<result>
-- ARGV[1]  member  <session>.<seq>|<queue>:<band>
-- ARGV[2+8i]  slot     each once
-- ARGV[3+8i]  id       16 bytes
-- ARGV[4+8i]  lane     where a replay sends it
-- ARGV[5+8i]  change   HeaderChange, 0 to 4
-- ARGV[6+8i]  bytes    why, opaque
-- ARGV[7+8i]  channel  where its end is announced
-- ARGV[8+8i]  ms       how long the outcome is kept in KEYS[6+i]; 0 for not at all
-- ARGV[9+8i]  bytes    the outcome
-- returns  1 settled (now or earlier), 2 settled and the lease gone with its last slot, 0 the lease is gone and nothing was written
-- passes at maxmemory: begins with ZREM
--! include shared/now.lua
--! include shared/check.lua
--! include shared/envelope.lua
--! include shared/parked.lua
--! include shared/counts.lua
--! include shared/slots.lua
--! include shared/results.lua
local items = #KEYS - 5
if items < 1 or items > 1000 or #ARGV ~= 1 + 8 * items then
  return redis.error_reply('ERR bury: 5 keys and one for each slot, 1 argument and 8 for each of 1 to 1,000 slots')
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
  return redis.error_reply('ERR bury: KEYS[1] is no lease')
end

local now = clock()
local slots, tasks, seen = {}, {}, {}
for item = 1, items do
  local i = 8 * item - 6
  local slot, change, ms = whole(ARGV[i], 0, 999), whole(ARGV[i + 3], 0, 4), whole(ARGV[i + 6], 0, longest)
  local id, lane = ARGV[i + 1], ARGV[i + 2]
  local envelope
  if slot then
    envelope = slot_of(KEYS[1], slot)
  end
  if envelope == nil or seen[slot] or not change or not ms or #id ~= 16 or not is_lane(lane) then
    return redis.error_reply('ERR bury: bad slot at argument ' .. i)
  end

  seen[slot] = true
  if envelope then
    if not storable('buried', KEYS[4], KEYS[5], id, lane) then
      return redis.error_reply('ERR bury: bad count of ' .. lane)
    end

    slots[#slots + 1] = slot
    tasks[#tasks + 1] = {
      id = id,
      parked = park(lane, ARGV[i + 4], changed(envelope, change)),
      lane = lane,
      result = KEYS[5 + item],
      channel = ARGV[i + 5],
      ms = ms,
      held = held_in(KEYS[5 + item]),
      outcome = ARGV[i + 7],
    }
  end
end

local settled = settle(KEYS[1], KEYS[2], ARGV[1], unsettled, slots)
for i = 1, #tasks do
  local task = tasks[i]
  store('buried', KEYS[3], KEYS[4], KEYS[5], task.id, now, task.lane, task.parked)
  if task.ms > 0 then
    keep(task.result, task.held, task.ms, { task.id, task.outcome }, 1, 2)
  end
  redis.call('PUBLISH', task.channel, '')
end
return settled
