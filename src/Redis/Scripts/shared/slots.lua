-- A lease is a LIST: element 0 is the number of unsettled slots, then one envelope a slot; a settled slot is "".

-- The envelope in a slot: false where it is settled already, nil where there is no such slot.
local function slot_of(lease, slot)
  local envelope = redis.call('LINDEX', lease, slot + 1)
  if not envelope then
    return nil
  end

  return envelope ~= '' and envelope
end

-- The slots that a text names, "0-2,5", or nil where it names none, too many, or one twice.
local function slots_in(text)
  local slots, seen = {}, {}
  if string.find(text, '[^%d,%-]') then
    return nil
  end

  for part in string.gmatch(text, '[^,]+') do
    local first, last = string.match(part, '^(%d+)%-?(%d*)$')
    first, last = tonumber(first), tonumber(last ~= '' and last or first)
    if not first or not last or first > last or last > 999 then
      return nil
    end

    for slot = first, last do
      if seen[slot] then
        return nil
      end

      seen[slot] = true
      slots[#slots + 1] = slot
    end
  end
  return #slots > 0 and slots or nil
end

-- Blanks slots, and says what the script returns: 2 where the lease is gone with the last of them, else 1. It begins with a
-- write that is not deny-oom, so that what follows passes at maxmemory.
local function settle(lease, leases, member, unsettled, slots)
  redis.call('ZREM', leases, '')
  if #slots >= unsettled then
    redis.call('DEL', lease)
    redis.call('ZREM', leases, member)
    return 2
  end

  for i = 1, #slots do
    redis.call('LSET', lease, slots[i] + 1, '')
  end
  redis.call('LSET', lease, 0, unsettled - #slots)
  return 1
end
