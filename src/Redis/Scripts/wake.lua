-- wake: the first session of an idle list that listens is told that there may be work; those before it are dead and go. Where lanes are named and all
-- of them are empty nobody is: somebody has it already
-- KEYS[1]  {ns}:idle:<queue>
-- KEYS[2+1i]  {ns}:q:<queue>:<band>
-- ARGV[1]  channel  what the channels of workers begin with: {ns}:wake:
-- ARGV[2]  count    the most sessions to tell, 1 to 1,000 (in a cluster PUBLISH counts the receivers on its own node only)
-- returns  1 where somebody heard it, 2 where the lanes are empty, else 0
-- passes at maxmemory: begins with LPOP
local most = tonumber(ARGV[2])
if #KEYS < 1 or #KEYS > 1001 or #ARGV ~= 2 or not most or most < 1 or most > 1000 or most ~= math.floor(most) or #ARGV[1] == 0 then
  return redis.error_reply('ERR wake: 1 queue, at most 1,000 lanes, what the channels begin with, count 1 to 1,000')
end

local waiting = #KEYS == 1
for i = 2, #KEYS do
  waiting = redis.call('LLEN', KEYS[i]) > 0 or waiting
end

if not waiting then
  return 2
end

for _ = 1, most do
  local session = redis.call('LPOP', KEYS[1])
  if not session then
    return 0
  end

  if redis.call('PUBLISH', ARGV[1] .. session, '') > 0 then
    return 1
  end
end
return 0
