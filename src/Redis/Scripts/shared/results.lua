-- Outcomes that are kept: alone in a STRING of their own, or by id in a HASH with others that are kept about as long.
local unpack = table.unpack or unpack

local function is_shared(key)
  return string.find(key, '}:rs:', 1, true) ~= nil
end

-- How many outcomes a shared place holds; fails where it is none. Asked before the first write.
local function held_in(key)
  return is_shared(key) and redis.call('HLEN', key)
end

-- Keeps the ids and outcomes from first to last. What ends first does not shorten the others' time.
local function keep(key, held, ms, kept, first, last)
  if not held then
    redis.call('SET', key, kept[first + 1], 'PX', ms)
    return
  end

  -- Redis searches a small hash of short values from end to end for each field, and has none that is small with a long one in it.
  if held + (last - first) / 2 > 64 and #kept[first + 1] <= 64 then
    redis.call('HSET', key, kept[first], string.rep(' ', 65))
  end

  redis.call('HSET', key, unpack(kept, first, last))
  if redis.call('PTTL', key) < ms then
    redis.call('PEXPIRE', key, ms)
  end
end

local function announce(channels, id)
  redis.call('PUBLISH', channels .. string.gsub(id, '.', function(byte) return string.format('%02x', string.byte(byte)) end), '')
end
