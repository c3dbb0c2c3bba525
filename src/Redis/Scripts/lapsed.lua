-- lapsed: lists the leases that rescue may rescue, the longest lapsed first. One tick for all workers together: it notices
-- a pause, an outage, a clock step (the gap since the last tick) and a restart (run_id), and then grants the grace of one
-- lease: to all after a restart or a step back, after a mere gap only to owners that somebody hears.
-- KEYS[1]  {ns}:rescue
-- KEYS[2]  {ns}:rescue:lock
-- KEYS[3]  {ns}:leases
-- ARGV[1]  ms     length of a lease, also of the grace
-- ARGV[2]  ms     how long without a renewal, with nobody on the owner's channel, tells that the owner is dead
-- ARGV[3]  flag   1 where PUBSUB NUMSUB sees every subscriber, 0 where the deadline alone decides (cluster)
-- ARGV[4]  ms     no second tick within this time
-- ARGV[5]  ms     the longest gap between two ticks that is none
-- ARGV[6]  text   what a session's channel begins with
-- ARGV[7]  count  the most leases, 1 to 1,000
-- returns  {member, "lapsed" or "dead", member, ...}; nothing where another worker ticked just now
-- passes at maxmemory: begins with DEL
--! include shared/now.lua
--! include shared/check.lua
local lease_ms, dead_ms = whole(ARGV[1], 1, 86400000), whole(ARGV[2], 1, 86400000)
local throttle, longest_gap, max = whole(ARGV[4], 1, 60000), whole(ARGV[5], 1, 86400000), whole(ARGV[7], 1, 1000)
if #KEYS ~= 3 or #ARGV ~= 7 or not lease_ms or not dead_ms or not throttle or not longest_gap or not max then
  return redis.error_reply('ERR lapsed: 3 keys and 7 arguments')
end

-- One that would last longer than it was made for is of before a step back of the clock, which ends keys by it.
local left = redis.call('PTTL', KEYS[2])
if left >= 0 and left <= throttle then
  return {}
end

local now = clock()
local stored = redis.call('HMGET', KEYS[1], 'tick', 'run_id', 'grace_until', 'grace')
redis.call('ZCARD', KEYS[3])
local info = redis.pcall('INFO', 'server')
local run_id = type(info) == 'string' and string.match(info, 'run_id:(%w+)') or stored[2] or ''

local tick, grace_until, grace = tonumber(stored[1] or ''), tonumber(stored[3] or '') or 0, stored[4] or ''
local gap = tick and now - tick
if grace_until <= now or grace_until > now + lease_ms then
  grace_until, grace = 0, ''
end

if (gap and gap < 0) or (stored[2] and stored[2] ~= run_id) then
  grace_until, grace = now + lease_ms, 'all'
elseif not gap or gap > longest_gap then
  grace_until, grace = now + lease_ms, grace == 'all' and 'all' or 'gap'
end

redis.call('DEL', KEYS[2])
redis.call('SET', KEYS[2], now, 'NX', 'PX', throttle)
redis.call('HSET', KEYS[1], 'tick', now, 'run_id', run_id, 'grace_until', grace_until, 'grace', grace)
if gap and gap < 0 then
  -- The clock went back: a deadline of before would keep the dead alive for as long as it went back.
  repeat
    local far = redis.call('ZRANGEBYSCORE', KEYS[3], '(' .. string.format('%.0f', now + lease_ms), '+inf', 'LIMIT', 0, 1000)
    for i = 1, #far do
      redis.call('ZADD', KEYS[3], 'XX', now + lease_ms, far[i])
    end
  until #far < 1000
end

local sees = ARGV[3] == '1'
if grace == 'all' or (grace == 'gap' and not sees) then
  return {}
end

local before = sees and now + math.max(0, lease_ms - dead_ms) or now
local members = redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', before, 'WITHSCORES', 'LIMIT', 0, max)
local answer, alive = {}, {}
for i = 1, #members, 2 do
  local member, lapsed = members[i], tonumber(members[i + 1]) <= now
  if lapsed and grace == '' then
    answer[#answer + 1] = member
    answer[#answer + 1] = 'lapsed'
  elseif sees then
    local session = string.match(member, '^(%w+)%.') or ''
    if alive[session] == nil then
      alive[session] = redis.call('PUBSUB', 'NUMSUB', ARGV[6] .. session)[2] > 0
    end
    if not alive[session] then
      answer[#answer + 1] = member
      answer[#answer + 1] = 'dead'
    end
  end
end
return answer
