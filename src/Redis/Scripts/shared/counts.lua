-- How many tasks of a queue are scheduled or buried: fields "scheduled:<queue>" and "buried:<queue>".
local function field_of(state, lane)
  return state .. ':' .. string.match(lane, '^(.*):')
end

-- Whether a count can be changed without failing half-way.
local function countable(key, field)
  local value = redis.call('HGET', key, field)
  return not value or string.find(value, '^%-?%d+$') ~= nil
end

local function count(key, field, by)
  if redis.call('HINCRBY', key, field, by) <= 0 then
    redis.call('HDEL', key, field)
  end
end
