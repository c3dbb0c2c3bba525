-- enqueue_once: nothing -> Ready, to the tail of the lane, for tasks whose ids are not remembered; from then on they are
-- KEYS[1]  {ns}:q:<queue>:<band>
-- KEYS[2+1i]  {ns}:once:<id hex>
-- ARGV[1]  ms  how long the ids are remembered
-- ARGV[2+1i]  bytes  the envelope whose id KEYS[2+i] names
-- returns  how many were not remembered
-- sent twice: all are remembered, and nothing is stored
--! include shared/check.lua
--! include shared/once.lua
local ms = whole(ARGV[1], 1, longest)
if #KEYS < 2 or #KEYS > 1001 or #ARGV ~= #KEYS or not ms then
  return redis.error_reply('ERR enqueue_once: a lane, ms, and a key with an envelope for each of 1 to 1,000 tasks')
end

redis.call('LLEN', KEYS[1])
local fresh, seen = {}, {}
for i = 2, #KEYS do
  if #ARGV[i] < 28 then
    return redis.error_reply('ERR enqueue_once: no envelope at argument ' .. i)
  end

  if is_new(KEYS[i], seen) then
    fresh[#fresh + 1] = i
  end
end

local envelopes = {}
for i = 1, #fresh do
  remember(KEYS[fresh[i]], ms)
  envelopes[i] = ARGV[fresh[i]]
end
if #envelopes > 0 then
  redis.call('RPUSH', KEYS[1], unpack(envelopes))
end
return #envelopes
