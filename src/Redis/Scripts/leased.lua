-- leased: a lease and its deadlines at one instant; changes nothing
-- KEYS[1]  {ns}:l:<session>.<seq>
-- KEYS[2]  {ns}:leases
-- ARGV[1]  lease  <session>.<seq>
-- returns  {elements of its list, 0 for none or a closed one; the members of KEYS[2] that name it}
if #KEYS ~= 2 or #ARGV ~= 1 or not string.find(ARGV[1], '^%w+%.%d+$') then
  return redis.error_reply('ERR leased: 2 keys, lease')
end

local length = redis.pcall('LLEN', KEYS[1])
local answer, cursor = { type(length) == 'number' and length or 0 }, '0'
repeat
  local page = redis.call('ZSCAN', KEYS[2], cursor, 'MATCH', ARGV[1] .. '|*', 'COUNT', 1000)
  cursor = page[1]
  for i = 1, #page[2], 2 do
    answer[#answer + 1] = page[2][i]
  end
until cursor == '0'
return answer
