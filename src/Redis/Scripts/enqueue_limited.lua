-- enqueue_limited: nothing -> Ready, to the tail of a lane, for the first tasks that their queue has room for
-- KEYS[1]  {ns}:q:<queue>:0
-- KEYS[2]  {ns}:q:<queue>:p1
-- KEYS[3]  {ns}:q:<queue>:p2
-- KEYS[4]  {ns}:q:<queue>:p3
-- KEYS[5]  {ns}:q:<queue>:p4
-- KEYS[6]  {ns}:q:<queue>:p5
-- KEYS[7]  {ns}:q:<queue>:p6
-- KEYS[8]  {ns}:q:<queue>:p7
-- KEYS[9]  {ns}:q:<queue>:p8
-- KEYS[10]  {ns}:q:<queue>:p9
-- KEYS[11]  {ns}:q:<queue>:s
-- KEYS[12+1i]  {ns}:once:<id hex>
-- ARGV[1]  ms     how long the ids are remembered; 0: not at all, and there are no KEYS[12+i]
-- ARGV[2]  count  how many ready tasks the queue may hold, all lanes together
-- ARGV[3]  count  the place of the lane among the KEYS
-- ARGV[4+1i]  bytes  the envelope whose id KEYS[12+i] names
-- returns  how many of the first are stored, now or (remembered) earlier; those that follow found no room
-- sent twice: what is remembered is not stored again
--! include shared/check.lua
--! include shared/once.lua
local lanes = 11
local ms, limit, place = whole(ARGV[1], 0, longest), whole(ARGV[2], 1, 2147483647), whole(ARGV[3], 1, lanes)
local tasks = #ARGV - 3
if not ms or not limit or not place or tasks < 1 or tasks > 1000 or #KEYS ~= lanes + (ms > 0 and tasks or 0) then
  return redis.error_reply('ERR enqueue_limited: 11 lanes, ms, limit, place, and an envelope (with a key) for each of 1 to 1,000 tasks')
end

local room = limit
for i = 1, lanes do
  room = room - redis.call('LLEN', KEYS[i])
end

for i = 1, tasks do
  if #ARGV[3 + i] < 28 then
    return redis.error_reply('ERR enqueue_limited: no envelope at argument ' .. 3 + i)
  end
end

local accepted, fresh, seen = tasks, {}, {}
for i = 1, tasks do
  if ms == 0 or is_new(KEYS[lanes + i], seen) then
    if #fresh >= room then
      accepted = i - 1
      break
    end

    fresh[#fresh + 1] = i
  end
end

local envelopes = {}
for i = 1, #fresh do
  if ms > 0 then
    remember(KEYS[lanes + fresh[i]], ms)
  end
  envelopes[i] = ARGV[3 + fresh[i]]
end
if #envelopes > 0 then
  redis.call('RPUSH', KEYS[place], unpack(envelopes))
end
return accepted
