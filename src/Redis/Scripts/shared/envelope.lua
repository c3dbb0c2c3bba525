-- The header of an envelope: version, deliveries, attempts, flags (low nibble) and deferrals (high nibble), 1 byte each;
-- id (16), enqueued at (8). HeaderChange in C# is the reference.
local function changed(envelope, change)
  if change == 0 or #envelope < 28 then
    return envelope
  end

  local version, deliveries, attempts, flags = string.byte(envelope, 1, 4)
  if change == 1 then
    attempts = math.min(255, attempts + 1)
  elseif change == 2 then
    flags = flags < 240 and flags + 16 or flags
  elseif change == 3 then
    deliveries = math.min(255, deliveries + 1)
  else
    deliveries, attempts, flags = 0, 0, flags % 16
  end

  return string.char(version, deliveries, attempts, flags) .. string.sub(envelope, 5)
end
