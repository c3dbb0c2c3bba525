-- take: Ready -> Taken, from the first lane that holds anything; where none does, the session enters idle lists, each once, at their ends, and leaves
-- an empty lease: a number of unsettled slots without a slot, into which BLMOVE then moves the next envelope of a lane
-- KEYS[1]  {ns}:l:<session>.<seq>
-- KEYS[2]  {ns}:leases
-- KEYS[3]  {ns}:t:<session>
-- KEYS[4]  {ns}:l:<session>.<seq>
-- KEYS[5+1i]  {ns}:<place>
-- ARGV[1]  lease  <session>.<seq>
-- ARGV[2]  ms     length of the lease
-- ARGV[3]  count  the most envelopes, 1 to 1,000; from a suspect lane at most one
-- ARGV[4]  size   stop once the envelopes hold this many; at least one is taken
-- ARGV[5]  ms     an idle list is dropped when nobody entered for this long
-- ARGV[6]  count  the longest that an idle list may grow, 1 to 1,000,000; the oldest entries go
-- ARGV[7]  text   the member of the empty lease KEYS[4], in which nobody waits any more and which goes; "" for none, where KEYS[4] is KEYS[1]
-- ARGV[8]  count  the place of the lane, from 1, that an empty lease is left for; 0 for none
-- ARGV[9]  flag   1: envelopes that have come through Lua are part of the answer
-- ARGV[10+1i]  place  what KEYS[5+i] is: the name of a lane, or "" for an idle list; lanes come first
-- returns  nil where all lanes are empty (then the session is in its idle lists), or this take is late; {0} where an empty lease is left instead; else {place of the lane
-- from 1, how many wait behind}, and where they were asked for the envelopes, if they came through Lua; else these are read from the lease
-- sent twice: a lease that exists comes back with its deadline set anew, as whoever asks counts from now; one that is gone, or that an earlier copy found nothing for, takes
-- nothing: a copy that was under way for long would take for nobody, and a settlement under way behind it would settle unrun work. An empty one is never filled here: a
-- copy under way for long would fill it beside BLMOVE
-- passes at maxmemory: begins with ZREM
local unpack = table.unpack or unpack
local lease_ms, max, budget, idle_ms, most_idle = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local session, sequence = string.match(ARGV[1], '^(%w+)%.(%d+)$')
local waits, whole_answer = tonumber(ARGV[8]), ARGV[9] == '1'
if #KEYS < 5 or #KEYS > 2004 or #ARGV ~= #KEYS + 5
  or not lease_ms or lease_ms < 1 or lease_ms > 86400000 or lease_ms ~= math.floor(lease_ms)
  or not max or max < 1 or max > 1000 or max ~= math.floor(max)
  or not budget or budget < 1 or not sequence or tonumber(sequence) < 1
  or not idle_ms or idle_ms < 1 or idle_ms > 86400000 or idle_ms ~= math.floor(idle_ms)
  or not most_idle or most_idle < 1 or most_idle > 1000000 or most_idle ~= math.floor(most_idle)
  or not waits or waits < 0 or waits ~= math.floor(waits)
  or string.sub(KEYS[1], -#ARGV[1] - 1) ~= ':' .. ARGV[1] or string.sub(KEYS[3], -#session - 1) ~= ':' .. session then
  return redis.error_reply('ERR take: 1 to 2,000 places with their names, lease ms, count 1 to 1,000, bytes, idle ms, count, lease, place, flag')
end

local replaced = ARGV[7] ~= '' and string.match(ARGV[7], '^([^|]+)|')
if ARGV[7] ~= '' and (not replaced or KEYS[4] == KEYS[1] or string.sub(KEYS[4], -#replaced - 1) ~= ':' .. replaced) then
  return redis.error_reply('ERR take: KEYS[4] is not the lease that ARGV[7] names')
end

-- Where the lanes end and the idle lists begin.
local lanes = 4
while lanes < #KEYS and ARGV[lanes + 6] ~= '' do
  lanes = lanes + 1
end

for i = lanes + 1, #KEYS do
  if ARGV[i + 5] ~= '' or not string.find(KEYS[i], '}:idle:', 1, true) then
    return redis.error_reply('ERR take: KEYS[' .. i .. '] is no idle list, or a lane behind one')
  end
end

-- What an empty lease is left for is no lane of suspects: these are taken in turn.
if waits > 0 and (waits > lanes - 4 or not string.find(ARGV[waits + 9], '^[%w%._%-]+:p?[0-9]$')) then
  return redis.error_reply('ERR take: an empty lease is left for one of the lanes')
end

local function deadline()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000) + lease_ms
end

redis.call('ZREM', KEYS[2], '')
local there = redis.pcall('LLEN', KEYS[1])
if type(there) ~= 'number' then
  -- Closed meanwhile: an earlier copy left it empty.
  return nil
end

if there > 0 then
  for i = 5, lanes do
    local member = ARGV[1] .. '|' .. ARGV[i + 5]
    if redis.call('ZSCORE', KEYS[2], member) then
      local again = there > 1 and { i - 4, redis.call('LLEN', KEYS[i]) } or { 0 }
      redis.call('ZADD', KEYS[2], 'XX', deadline(), member)
      return again
    end
  end
  return redis.error_reply('ERR take: this lease was taken from a lane that is not named now')
end

local last = redis.call('GET', KEYS[3])
if last and (tonumber(last) or 0) >= tonumber(sequence) then
  return nil
end

-- The first lane that exists, by halves: most take from the last of a queue's ten.
local function first()
  local low, high = 5, lanes
  if lanes < 5 or redis.call('EXISTS', unpack(KEYS, low, high)) == 0 then
    return nil
  end

  while low < high do
    local middle = math.floor((low + high) / 2)
    if redis.call('EXISTS', unpack(KEYS, low, middle)) > 0 then
      high = middle
    else
      low = middle + 1
    end
  end
  return low
end

local function enter()
  for i = lanes + 1, #KEYS do
    redis.call('LLEN', KEYS[i])
  end

  for i = lanes + 1, #KEYS do
    redis.call('LREM', KEYS[i], 0, session)
    if redis.call('RPUSH', KEYS[i], session) > most_idle then
      redis.call('LTRIM', KEYS[i], -most_idle, -1)
    end
    redis.call('PEXPIRE', KEYS[i], idle_ms)
  end
end

-- The number of the session's last take, kept for longer than any connection delivers late.
local function remember()
  redis.call('SET', KEYS[3], sequence, 'PX', 3600000)
end

-- One that a rescuer has closed is a string by now, and goes by itself.
local function drop_replaced()
  local held = replaced and redis.pcall('LLEN', KEYS[4])
  if held == 1 and redis.call('LINDEX', KEYS[4], 0) == '1' then
    redis.call('DEL', KEYS[4])
    redis.call('ZREM', KEYS[2], ARGV[7])
  end
end

local function wait()
  enter()
  remember()
  drop_replaced()
  if waits == 0 then
    return nil
  end

  redis.call('LPUSH', KEYS[1], 1)
  redis.call('ZADD', KEYS[2], deadline(), ARGV[1] .. '|' .. ARGV[waits + 9])
  return { 0 }
end

-- All that can fail is asked before the first write.
local found = first()
if not found then
  return wait()
end

local lane, name = KEYS[found], ARGV[found + 5]
local waiting = redis.call('LLEN', lane)
if not string.find(name, '^[%w%._%-]+:[0-9ps]+$') or string.sub(lane, -#name) ~= name then
  return redis.error_reply('ERR take: KEYS[' .. found .. '] is not the lane it is called')
end

remember()
drop_replaced()
local limit = string.sub(name, -2) == ':s' and 1 or max

-- Moves the first n from list to list, none of them through Lua, which is most of what a take costs. It does so where it is certain that all of
-- them fit, that none is empty, and that the server can; else nothing has moved.
local function move(n)
  local longest = 0
  for _, place in ipairs({ 0, math.floor(n / 2), n - 1 }) do
    longest = math.max(longest, #redis.call('LINDEX', lane, place))
  end
  if longest * n >= budget then
    return false
  end

  local moved = redis.pcall('SORT', lane, 'BY', 'nosort', 'LIMIT', 0, n, 'STORE', KEYS[1])
  if moved ~= n then
    return false
  end

  -- Not less than the envelopes hold.
  local used = redis.pcall('MEMORY', 'USAGE', KEYS[1], 'SAMPLES', 0)
  if type(used) ~= 'number' or used >= budget or redis.pcall('LPOS', KEYS[1], '') then
    redis.call('DEL', KEYS[1])
    return false
  end

  redis.call('LTRIM', lane, n, -1)
  redis.call('LPUSH', KEYS[1], n)
  waiting = waiting - n
  return true
end

-- Growing steps: no more is popped than the budget holds if what follows is as large as what came so far.
local function pop()
  local items, bytes, step = {}, 0, 1
  while #items < limit and bytes < budget and waiting > 0 do
    local popped = redis.call('LPOP', lane, math.min(step, limit - #items))
    waiting = waiting - #popped
    for j = 1, #popped do
      if bytes >= budget then
        for k = #popped, j, -1 do
          waiting = redis.call('LPUSH', lane, popped[k])
        end
        break
      end

      -- An empty element is no envelope, and would look like a settled slot.
      if popped[j] ~= '' then
        items[#items + 1] = popped[j]
        bytes = bytes + #popped[j]
      end
    end
    step = math.max(1, math.min(step * 8, math.floor((budget - bytes) / (bytes / math.max(1, #items) + 1)) + 1))
  end

  if #items > 0 then
    redis.call('RPUSH', KEYS[1], #items, unpack(items))
  end
  return items
end

-- Below so many the one costs as much as the other.
local many = math.min(limit, waiting)
local items = not (many >= 32 and move(many)) and pop()
if items and #items == 0 then
  return wait()
end

redis.call('ZADD', KEYS[2], deadline(), ARGV[1] .. '|' .. name)
if items and whole_answer then
  return { found - 4, waiting, unpack(items) }
end
return { found - 4, waiting }
