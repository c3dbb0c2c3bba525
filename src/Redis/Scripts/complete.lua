-- complete: Taken -> Done; a kept outcome is written in the same step, and announced where somebody waits for outcomes
-- KEYS[1]  {ns}:l:<session>.<seq>
-- KEYS[2]  {ns}:leases
-- KEYS[3]  {ns}:waiting
-- KEYS[4+1i]  {ns}:<result>
-- ARGV[1]  member   <session>.<seq>|<queue>:<band>
-- ARGV[2]  slots    "0-2,5", each once, or "*" for all that are left
-- ARGV[3]  text     what the channel of an end begins with
-- ARGV[4]  results  for each KEYS[4+i] for how many ms its outcomes are kept, and their slots: "3600000 0-2,5;500 7"
-- ARGV[5+2i]  id     16 bytes; in the order of ARGV[4]
-- ARGV[6+2i]  bytes  its outcome
-- returns  1 settled (now or earlier), 2 settled and the lease gone with its last slot, 0 the lease is gone and nothing was written
-- passes at maxmemory: begins with ZREM
--! include shared/check.lua
--! include shared/slots.lua
--! include shared/results.lua
if #KEYS < 3 or #KEYS > 1003 or #ARGV < 4 or #ARGV % 2 ~= 0 or #ARGV > 2004 then
  return redis.error_reply('ERR complete: 3 keys and one for each place of results, 4 arguments and 2 for each of at most 1,000 results')
end

local unsettled = redis.call('LINDEX', KEYS[1], 0)
local deadline = redis.call('ZSCORE', KEYS[2], ARGV[1])
if not unsettled or not deadline then
  return 0
end

unsettled = tonumber(unsettled)
if not unsettled then
  return redis.error_reply('ERR complete: KEYS[1] is no lease')
end

local all = ARGV[2] == '*'
local slots, open = {}, {}
if not all then
  local named = slots_in(ARGV[2])
  for i = 1, named and #named or 0 do
    local envelope = slot_of(KEYS[1], named[i])
    if envelope == nil then
      named = nil
      break
    end

    open[named[i]] = envelope and true
    if envelope then
      slots[#slots + 1] = named[i]
    end
  end

  if not named then
    return redis.error_reply('ERR complete: bad slots')
  end
end

-- Where no slot is settled yet none has to be looked at: each costs as much as writing its result.
local whole_lease = all and redis.call('LLEN', KEYS[1]) - 1 == unsettled
local places, argument = {}, 5
for text in string.gmatch(ARGV[4], '[^;]+') do
  local ms, named = string.match(text, '^(%d+) (.+)$')
  local place = { key = KEYS[4 + #places], ms = whole(ms, 1, longest), first = argument, slots = named and slots_in(named) }
  if not place.key or not place.ms or not place.slots or (#place.slots > 1 and not is_shared(place.key)) then
    return redis.error_reply('ERR complete: bad results ' .. text)
  end

  for i = 1, #place.slots do
    local slot = place.slots[i]
    if not ARGV[argument + 1] or #ARGV[argument] ~= 16 then
      return redis.error_reply('ERR complete: bad result at argument ' .. argument)
    end

    argument = argument + 2
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

  place.held = held_in(place.key)
  places[#places + 1] = place
end

if #places ~= #KEYS - 3 or argument ~= #ARGV + 1 then
  return redis.error_reply('ERR complete: as many keys and results as ARGV[4] names')
end

local settled = 2
if all then
  redis.call('DEL', KEYS[1])
  redis.call('ZREM', KEYS[2], ARGV[1])
else
  settled = settle(KEYS[1], KEYS[2], ARGV[1], unsettled, slots)
end

local awaited = #places > 0 and redis.call('EXISTS', KEYS[3]) == 1
for i = 1, #places do
  local place = places[i]
  local first, last, kept = place.first, place.first + 2 * #place.slots - 1, ARGV
  if not whole_lease then
    kept = {}
    for j = 1, #place.slots do
      if open[place.slots[j]] then
        kept[#kept + 1], kept[#kept + 2] = ARGV[first + 2 * j - 2], ARGV[first + 2 * j - 1]
      end
    end
    first, last = 1, #kept
  end

  if first < last then
    keep(place.key, place.held, place.ms, kept, first, last)
    for j = first, awaited and last or 0, 2 do
      announce(ARGV[3], kept[j])
    end
  end
end
return settled
