-- schedule: nothing -> Scheduled
-- KEYS[1]  {ns}:scheduled
-- KEYS[2]  {ns}:scheduled:tasks
-- KEYS[3]  {ns}:counts
-- ARGV[1+4i]  word    "in" (a duration) or "at" (a date)
-- ARGV[2+4i]  ms      the duration, or the date since 1970 UTC
-- ARGV[3+4i]  id      16 bytes
-- ARGV[4+4i]  parked  lane, no failure, envelope
-- returns  how many were not there before; an id that is there already keeps its time
--! include shared/now.lua
--! include shared/check.lua
--! include shared/parked.lua
--! include shared/counts.lua
if #KEYS ~= 3 or #ARGV == 0 or #ARGV > 4000 or #ARGV % 4 ~= 0 then
  return redis.error_reply('ERR schedule: 3 keys and 4 arguments for each of 1 to 1,000 tasks')
end

redis.call('ZCARD', KEYS[1])
redis.call('HLEN', KEYS[2])
redis.call('HLEN', KEYS[3])
local now = clock()
local due, fields = {}, {}
for i = 1, #ARGV, 4 do
  local ms = whole(ARGV[i + 1], 0, longest * 100)
  local lane = unpark(ARGV[i + 3])
  if not ms or (ARGV[i] ~= 'in' and ARGV[i] ~= 'at') or #ARGV[i + 2] ~= 16 or not lane or not is_lane(lane) then
    return redis.error_reply('ERR schedule: bad task at argument ' .. i)
  end

  due[i] = ARGV[i] == 'in' and now + ms or ms
  fields[i] = field_of('scheduled', lane)
  if not countable(KEYS[3], fields[i]) then
    return redis.error_reply('ERR schedule: bad count ' .. fields[i])
  end
end

local added = 0
for i = 1, #ARGV, 4 do
  if redis.call('ZADD', KEYS[1], 'NX', due[i], ARGV[i + 2]) == 1 then
    redis.call('HSET', KEYS[2], ARGV[i + 2], ARGV[i + 3])
    count(KEYS[3], fields[i], 1)
    added = added + 1
  end
end
return added
