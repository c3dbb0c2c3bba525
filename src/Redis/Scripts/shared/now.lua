-- Redis TIME in ms: the only clock that deadlines, due times and dates of burial are made of.
local function clock()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end
