-- Closes an empty lease: a string in its place keeps a BLMOVE that may still wait, or be under way, from moving anything there (it fails, and what it
-- has moved goes back), for longer than any connection delivers late.
local function close(lease)
  redis.call('SET', lease, '', 'PX', 3600000)
end
