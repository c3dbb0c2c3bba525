-- take: Ready -> Taken, from the first lane that holds anything
-- KEYS[1]  {ns}:l:<session>.<seq>
-- KEYS[2]  {ns}:leases
-- KEYS[3+1i]  {ns}:q:<queue>:<band>
-- ARGV[1]  lease  <session>.<seq>
-- ARGV[2]  ms     length of the lease
-- ARGV[3]  count  the most envelopes, 1 to 1,000; from a suspect lane at most one
-- ARGV[4]  size   stop once the envelopes hold this many; at least one is taken
-- ARGV[5+1i]  lane  the name of KEYS[3+i]
-- returns  nil where all lanes are empty, else {place of the lane from 1, how many wait behind, {envelopes}}
-- sent twice: a lease that exists comes back as it is
-- passes at maxmemory: begins with LPOP
local unpack = table.unpack or unpack
local lease_ms, max, budget = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
if #KEYS < 3 or #KEYS > 1002 or #ARGV ~= #KEYS + 2
  or not lease_ms or lease_ms < 1 or lease_ms > 86400000
  or not max or max < 1 or max > 1000 or max ~= math.floor(max)
  or not budget or budget < 1 or not string.find(ARGV[1], '^%w+%.%d+$')
  or string.sub(KEYS[1], -#ARGV[1] - 1) ~= ':' .. ARGV[1] then
  return redis.error_reply('ERR take: 1 to 1,000 lanes with their names, lease ms, count 1 to 1,000, bytes')
end

redis.call('ZCARD', KEYS[2])
if redis.call('LLEN', KEYS[1]) > 0 then
  for i = 3, #KEYS do
    if redis.call('ZSCORE', KEYS[2], ARGV[1] .. '|' .. ARGV[i + 2]) then
      return { i - 2, redis.call('LLEN', KEYS[i]), redis.call('LRANGE', KEYS[1], 1, -1) }
    end
  end
  return redis.error_reply('ERR take: this lease was taken from a lane that is not named now')
end

for i = 3, #KEYS do
  local lane, waiting = KEYS[i], redis.call('LLEN', KEYS[i])
  if waiting > 0 then
    local name = ARGV[i + 2]
    if not string.find(name, '^[%w%._%-]+:[0-9ps]+$') or string.sub(lane, -#name) ~= name then
      return redis.error_reply('ERR take: KEYS[' .. i .. '] is not the lane it is called')
    end

    local limit = string.sub(name, -2) == ':s' and 1 or max
    local items, bytes, step = {}, 0, 1
    -- Growing steps: no more is popped than the budget holds if what follows is as large as what came so far.
    while #items < limit and bytes < budget do
      local popped = redis.call('LPOP', lane, math.min(step, limit - #items))
      if not popped then
        break
      end

      for j = 1, #popped do
        if bytes >= budget then
          for k = #popped, j, -1 do
            redis.call('LPUSH', lane, popped[k])
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
      local time = redis.call('TIME')
      redis.call('RPUSH', KEYS[1], #items, unpack(items))
      redis.call('ZADD', KEYS[2], time[1] * 1000 + math.floor(time[2] / 1000) + lease_ms, ARGV[1] .. '|' .. ARGV[i + 2])
      return { i - 2, redis.call('LLEN', lane), items }
    end
  end
end
return nil
