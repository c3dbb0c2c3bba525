-- A marker says that a task of this id was sent already. It is written in the step that stores the task, and ends by its TTL.
local function is_new(marker, seen)
  if seen[marker] or redis.call('EXISTS', marker) == 1 then
    return false
  end

  seen[marker] = true
  return true
end

local function remember(marker, ms)
  redis.call('SET', marker, '', 'PX', ms)
end
