-- complete: Taken -> Done; a kept outcome is written and announced in the same step
-- KEYS[1]  {ns}:l:<session>.<seq>
-- KEYS[2]  {ns}:leases
-- KEYS[3+1i]  {ns}:r:<id hex>
-- ARGV[1]  member  <session>.<seq>|<queue>:<band>
-- ARGV[2]  slots   "0,3,4", each once, or "*" for all that are left
-- ARGV[3+4i]  slot     the slot whose outcome goes to KEYS[3+i]
-- ARGV[4+4i]  ms       how long the outcome is kept
-- ARGV[5+4i]  channel  where it is announced
-- ARGV[6+4i]  bytes    the outcome
-- returns  1 settled (now or earlier), 2 settled and the lease gone with its last slot, 0 the lease is gone and nothing was written
-- passes at maxmemory: begins with ZREM
--! include shared/check.lua
--! include shared/slots.lua
local results = #KEYS - 2
if results < 0 or results > 1000 or #ARGV ~= 2 + 4 * results then
  return redis.error_reply('ERR complete: 2 keys and one for each result, 2 arguments and 4 for each result')
end

local unsettled = redis.call('LINDEX', KEYS[1], 0)
local deadline = redis.call('ZSCORE', KEYS[2], ARGV[1])
if not unsettled or not deadline then
  return 0
end

unsettled = tonumber(unsettled)
local slots, open = {}, {}
if not unsettled then
  return redis.error_reply('ERR complete: KEYS[1] is no lease')
end

local all = ARGV[2] == '*'
if not all then
  if string.find(ARGV[2], '[^%d,]') then
    return redis.error_reply('ERR complete: bad slots')
  end

  local seen, named = {}, 0
  for text in string.gmatch(ARGV[2], '%d+') do
    local slot = tonumber(text)
    local envelope = slot_of(KEYS[1], slot)
    named = named + 1
    if envelope == nil or seen[slot] or named > 1000 then
      return redis.error_reply('ERR complete: bad slot ' .. text)
    end

    seen[slot] = true
    if envelope then
      slots[#slots + 1] = slot
      open[slot] = true
    end
  end
end

-- Where no slot is settled yet none has to be looked at: each costs as much as writing its result.
local whole_lease = all and redis.call('LLEN', KEYS[1]) - 1 == unsettled
local kept_for
for i = 3, #ARGV, 4 do
  local slot = whole(ARGV[i], 0, 999)
  if not slot or not (ARGV[i + 1] == kept_for or whole(ARGV[i + 1], 1, longest)) then
    return redis.error_reply('ERR complete: bad result at argument ' .. i)
  end

  kept_for = ARGV[i + 1]
  if whole_lease and slot < unsettled then
    open[slot] = true
  elseif all then
    local envelope = slot_of(KEYS[1], slot)
    if envelope == nil then
      return redis.error_reply('ERR complete: bad slot ' .. slot)
    end
    open[slot] = envelope and true
  end
end

local settled = 2
if all then
  redis.call('DEL', KEYS[1])
  redis.call('ZREM', KEYS[2], ARGV[1])
else
  settled = settle(KEYS[1], KEYS[2], ARGV[1], unsettled, slots)
end

for i = 3, #ARGV, 4 do
  if open[tonumber(ARGV[i])] then
    redis.call('SET', KEYS[3 + (i - 3) / 4], ARGV[i + 3], 'PX', ARGV[i + 1])
    redis.call('PUBLISH', ARGV[i + 2], '')
  end
end
return settled
