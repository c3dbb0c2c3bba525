-- wake: the first session of an idle list that listens is told that there may be work; those before it are dead and go
-- KEYS[1]  {ns}:idle:<queue>
-- ARGV[1]  channel  what the channels of workers begin with: {ns}:wake:
-- ARGV[2]  count    the most sessions to tell, 1 to 1,000 (in a cluster PUBLISH counts the receivers on its own node only)
-- returns  1 where somebody heard it, else 0
-- passes at maxmemory: begins with LPOP
local most = tonumber(ARGV[2])
if #KEYS ~= 1 or #ARGV ~= 2 or not most or most < 1 or most > 1000 or most ~= math.floor(most) or #ARGV[1] == 0 then
  return redis.error_reply('ERR wake: 1 queue, what the channels begin with, count 1 to 1,000')
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
