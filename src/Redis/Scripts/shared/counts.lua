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

-- Whether a task can be stored without failing half-way; asked before the first write.
local function storable(state, tasks, counts, id, lane)
  local before = redis.call('HGET', tasks, id)
  before = before and unpark(before)
  return countable(counts, field_of(state, lane))
    and (not before or not is_lane(before) or countable(counts, field_of(state, before)))
end

-- Stores a task by its id. The same id twice is a duplicate that at-least-once brought: the later replaces the earlier.
local function store(state, index, tasks, counts, id, at, lane, parked)
  local before = redis.call('HGET', tasks, id)
  before = before and unpark(before)
  if before and is_lane(before) then
    count(counts, field_of(state, before), -1)
  end

  redis.call('ZADD', index, at, id)
  redis.call('HSET', tasks, id, parked)
  count(counts, field_of(state, lane), 1)
end
