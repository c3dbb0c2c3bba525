-- schedule: nothing -> Scheduled
-- KEYS[1]  {ns}:scheduled
-- KEYS[2]  {ns}:scheduled:tasks
-- KEYS[3]  {ns}:counts
-- KEYS[4+1i]  {ns}:once:<id hex>
-- ARGV[1]  ms     how long the ids are remembered; 0: not at all, and there are no KEYS[4+i]
-- ARGV[2+4i]  word    "in" (a duration) or "at" (a date)
-- ARGV[3+4i]  ms      the duration, or the date since 1970 UTC
-- ARGV[4+4i]  id      16 bytes, those that KEYS[4+i] names
-- ARGV[5+4i]  parked  lane, no failure, envelope
-- returns  how many were neither there nor remembered; an id that is there already keeps its time
--! include shared/now.lua
--! include shared/check.lua
--! include shared/parked.lua
--! include shared/counts.lua
--! include shared/once.lua
local remember_ms = whole(ARGV[1] or '', 0, longest)
local tasks = (#ARGV - 1) / 4
if not remember_ms or tasks < 1 or tasks > 1000 or tasks ~= math.floor(tasks) or #KEYS ~= 3 + (remember_ms > 0 and tasks or 0) then
  return redis.error_reply('ERR schedule: 3 keys, ms, and 4 arguments (with a key) for each of 1 to 1,000 tasks')
end

redis.call('ZCARD', KEYS[1])
redis.call('HLEN', KEYS[2])
redis.call('HLEN', KEYS[3])
local now = clock()
local due, fields, seen, fresh = {}, {}, {}, {}
for task = 1, tasks do
  local i = 4 * task - 2
  local ms = whole(ARGV[i + 1], 0, longest * 100)
  local lane = unpark(ARGV[i + 3])
  if not ms or (ARGV[i] ~= 'in' and ARGV[i] ~= 'at') or #ARGV[i + 2] ~= 16 or not lane or not is_lane(lane) then
    return redis.error_reply('ERR schedule: bad task at argument ' .. i)
  end

  due[task] = ARGV[i] == 'in' and now + ms or ms
  fields[task] = field_of('scheduled', lane)
  if not countable(KEYS[3], fields[task]) then
    return redis.error_reply('ERR schedule: bad count ' .. fields[task])
  end

  fresh[task] = remember_ms == 0 or is_new(KEYS[3 + task], seen)
end

local added = 0
for task = 1, tasks do
  if fresh[task] then
    local i = 4 * task - 2
    if remember_ms > 0 then
      remember(KEYS[3 + task], remember_ms)
    end

    if redis.call('ZADD', KEYS[1], 'NX', due[task], ARGV[i + 2]) == 1 then
      redis.call('HSET', KEYS[2], ARGV[i + 2], ARGV[i + 3])
      count(KEYS[3], fields[task], 1)
      added = added + 1
    end
  end
end
return added
