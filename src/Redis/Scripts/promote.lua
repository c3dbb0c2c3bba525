-- promote: Scheduled -> Ready, to the tail of its lane, for tasks that due listed; what changed since is skipped
-- KEYS[1]  {ns}:scheduled
-- KEYS[2]  {ns}:scheduled:tasks
-- KEYS[3]  {ns}:counts
-- KEYS[4+1i]  {ns}:q:<queue>:<band>
-- ARGV[1+3i]  id     16 bytes
-- ARGV[2+3i]  lane   what due said, "" where its bytes are missing
-- ARGV[3+3i]  count  the lane's place among the lanes, 1 for KEYS[4]; 0 where its bytes are missing
-- returns  {promoted, ms until the next is due, -1 for none, how many of these are due and stay where they are}
-- passes at maxmemory: begins with ZREM
--! include shared/now.lua
--! include shared/check.lua
--! include shared/parked.lua
--! include shared/counts.lua
if #KEYS < 3 or #KEYS > 1003 or #ARGV == 0 or #ARGV > 3000 or #ARGV % 3 ~= 0 then
  return redis.error_reply('ERR promote: keys, and 3 arguments for each of 1 to 1,000 tasks')
end

redis.call('HLEN', KEYS[3])
for i = 4, #KEYS do
  redis.call('LLEN', KEYS[i])
end

local now = clock()
local moves, seen, left = {}, {}, 0
for i = 1, #ARGV, 3 do
  local id, place = ARGV[i], whole(ARGV[i + 2], 0, #KEYS - 3)
  if not place or seen[id] then
    return redis.error_reply('ERR promote: bad task at argument ' .. i)
  end

  seen[id] = true
  local score = redis.call('ZSCORE', KEYS[1], id)
  if score and tonumber(score) <= now then
    local parked = redis.call('HGET', KEYS[2], id)
    local lane, envelope
    if parked then
      lane, envelope = unpark(parked)
    end

    if not lane then
      moves[#moves + 1] = { id }
    elseif lane == ARGV[i + 1] and place > 0 and is_lane(lane) and string.sub(KEYS[3 + place], -#lane) == lane then
      local field = field_of('scheduled', lane)
      if not countable(KEYS[3], field) then
        return redis.error_reply('ERR promote: bad count ' .. field)
      end
      moves[#moves + 1] = { id, KEYS[3 + place], envelope, field }
    else
      left = left + 1
    end
  end
end

local promoted = 0
for i = 1, #moves do
  local move = moves[i]
  redis.call('ZREM', KEYS[1], move[1])
  if move[2] then
    redis.call('HDEL', KEYS[2], move[1])
    count(KEYS[3], move[4], -1)
    redis.call('RPUSH', move[2], move[3])
    promoted = promoted + 1
  end
end

local first = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
return { promoted, first[2] and math.max(0, first[2] - now) or -1, left }
