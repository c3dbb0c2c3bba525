-- tally: what is counted of scheduled or buried tasks, and how many there are, at one instant; changes nothing
-- KEYS[1]  {ns}:<parked>
-- KEYS[2]  {ns}:counts
-- ARGV[1]  word   "scheduled" or "buried"
-- ARGV[2]  count  the most tasks to look at, 1 to 100,000
-- ARGV[3]  size   the most bytes to look at
-- returns  {1, field, counted, there, field, ...} for every field counted or there; {0} where there is more to look at
--! include shared/check.lua
--! include shared/parked.lua
--! include shared/counts.lua
local max, budget = whole(ARGV[2], 1, 100000), whole(ARGV[3], 1, 1073741824)
if #KEYS ~= 2 or #ARGV ~= 3 or not max or not budget or (ARGV[1] ~= 'scheduled' and ARGV[1] ~= 'buried') then
  return redis.error_reply('ERR tally: 2 keys, state, count, bytes')
end

if redis.call('HLEN', KEYS[1]) > max then
  return { 0 }
end

local there, fields, bytes, ids = {}, {}, 0, redis.call('HKEYS', KEYS[1])
for i = 1, #ids do
  local parked = redis.call('HGET', KEYS[1], ids[i])
  local lane = unpark(parked)
  bytes = bytes + #parked
  if bytes > budget then
    return { 0 }
  end

  if lane and is_lane(lane) then
    local field = field_of(ARGV[1], lane)
    if not there[field] then
      fields[#fields + 1] = field
    end
    there[field] = (there[field] or 0) + 1
  end
end

local answer, counted = { 1 }, redis.call('HGETALL', KEYS[2])
for i = 1, #counted, 2 do
  if string.sub(counted[i], 1, #ARGV[1] + 1) == ARGV[1] .. ':' then
    answer[#answer + 1] = counted[i]
    answer[#answer + 1] = counted[i + 1]
    answer[#answer + 1] = tostring(there[counted[i]] or 0)
    there[counted[i]] = nil
  end
end

for i = 1, #fields do
  if there[fields[i]] then
    answer[#answer + 1] = fields[i]
    answer[#answer + 1] = '0'
    answer[#answer + 1] = tostring(there[fields[i]])
  end
end
return answer
