-- where: how often a task is in each of the places where it was seen, all at one instant; changes nothing
-- KEYS[1+1i]  {ns}:<place>
-- ARGV[1]  id  16 bytes
-- ARGV[2+2i]  count  where KEYS[1+i] is a list: the first element to look at
-- ARGV[3+2i]  count  the last
-- returns  {how often it is in KEYS[1], in KEYS[2], ...}; 0 for a key that is missing
if #KEYS < 1 or #KEYS > 1000 or #ARGV ~= 1 + 2 * #KEYS or #ARGV[1] ~= 16 then
  return redis.error_reply('ERR where: 1 to 1,000 keys, id, first and last element for each')
end

local answer = {}
for i = 1, #KEYS do
  local from, to = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
  if not from or not to or from < 0 or to < from or to - from > 2000 or from ~= math.floor(from) or to ~= math.floor(to) or to > 4294967296 then
    return redis.error_reply('ERR where: bad elements at argument ' .. 2 * i)
  end

  local type, found = redis.call('TYPE', KEYS[i]).ok, 0
  if type == 'list' then
    local items = redis.call('LRANGE', KEYS[i], from, to)
    for j = 1, #items do
      if string.sub(items[j], 5, 20) == ARGV[1] and #items[j] >= 28 then
        found = found + 1
      end
    end
  elseif type == 'zset' then
    found = redis.call('ZSCORE', KEYS[i], ARGV[1]) and 1 or 0
  elseif type == 'hash' then
    found = redis.call('HEXISTS', KEYS[i], ARGV[1])
  end
  answer[i] = found
end
return answer
