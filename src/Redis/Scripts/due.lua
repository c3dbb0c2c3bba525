-- due: lists what promote may promote, the oldest first; changes nothing
-- KEYS[1]  {ns}:scheduled
-- KEYS[2]  {ns}:scheduled:tasks
-- ARGV[1]  count  the most tasks, 1 to 1,000
-- ARGV[2]  size   stop once the tasks read hold this many
-- ARGV[3]  count  how many of the oldest to pass over: those that promote has just left where they are
-- returns  {ms until the next is due, -1 for none; id, lane ("" where its bytes are missing), id, lane, ...}
--! include shared/now.lua
--! include shared/check.lua
--! include shared/parked.lua
local max, budget, skip = whole(ARGV[1], 1, 1000), whole(ARGV[2], 1, 1073741824), whole(ARGV[3] or '', 0, 2147483647)
if #KEYS ~= 2 or #ARGV ~= 3 or not max or not budget or not skip then
  return redis.error_reply('ERR due: 2 keys, count 1 to 1,000, bytes, count')
end

local now = clock()
local ids = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', skip, max)
if #ids == 0 then
  local first = redis.call('ZRANGE', KEYS[1], skip, skip, 'WITHSCORES')
  return { first[2] and math.max(0, first[2] - now) or -1 }
end

local answer, bytes = { 0 }, 0
for i = 1, #ids do
  local parked = redis.call('HGET', KEYS[2], ids[i])
  answer[#answer + 1] = ids[i]
  answer[#answer + 1] = parked and unpark(parked) or ''
  bytes = bytes + (parked and #parked or 0)
  if bytes >= budget then
    break
  end
end
return answer
