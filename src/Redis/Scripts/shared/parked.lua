-- A scheduled or buried task: length of the lane (1), lane, length of the failure (2, big endian), failure, envelope.
-- ParkedFormat in C# is the reference.
local function park(lane, failure, envelope)
  if #failure > 65535 then
    failure = ''
  end

  return string.char(#lane) .. lane .. string.char(math.floor(#failure / 256), #failure % 256) .. failure .. envelope
end

-- The lane and the envelope of a parked task, or nil where the bytes are none.
local function unpark(parked)
  local lane_length = string.byte(parked, 1)
  if not lane_length or #parked < 3 + lane_length then
    return nil
  end

  local high, low = string.byte(parked, 2 + lane_length, 3 + lane_length)
  local start = 4 + lane_length + high * 256 + low
  if #parked + 1 < start then
    return nil
  end

  return string.sub(parked, 2, 1 + lane_length), string.sub(parked, start)
end
