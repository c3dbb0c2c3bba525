-- A whole number within bounds, in digits alone (Lua also reads "0x10" and " 1e3 ", which commands then refuse), or nil.
local function whole(text, low, high)
  local number = text and string.find(text, '^%d+$') and tonumber(text)
  if number and number >= low and number <= high then
    return number
  end
end

-- Whether the text names a lane: "queue:0", "queue:p1" to "queue:p9" or "queue:s".
local function is_lane(text)
  return #text <= 131
    and (string.find(text, '^[%w%._%-]+:[0s]$') or string.find(text, '^[%w%._%-]+:p[1-9]$')) ~= nil
end

-- The longest time that is taken, in ms: a hundred years.
local longest = 3155760000000
