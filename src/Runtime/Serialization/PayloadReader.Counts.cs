using MessagePack;

namespace TypedTasks.Serialization;

// How many values an array or a map holds. Together with those that the heads around it still announce, they may not be more than the
// bytes that follow: otherwise a lie could be told once a level.
public ref partial struct PayloadReader
{
    private bool TryReadArrayHead(out int count) => TryReadCount(MessagePackCode.MinFixArray, MessagePackCode.Array16, 1, out count);

    private bool TryReadMapHead(out int count) => TryReadCount(MessagePackCode.MinFixMap, MessagePackCode.Map16, 2, out count);

    // False before a value of another type, from which it does not move; after a head that ends too soon; after a count too large.
    private bool TryReadCount(byte fix, byte code16, int valuesEach, out int count)
    {
        byte code = NextCode;
        int width = 0;
        uint found = code & 0x0Fu;
        if ((code & 0xF0) != fix)
        {
            width = code == code16 ? 2 : 4;
            if (code != code16 && code != code16 + 1)
            {
                count = 0;
                return false;
            }

            if (!TryPeekLength(width, out found))
            {
                position++;
                count = 0;
                return false;
            }
        }

        position += 1 + width;
        count = (int)found;
        return TryAnnounce(found * (long)valuesEach);
    }

    // A value takes a byte at least: for each byte since the last head, one less is to come of those announced before.
    private bool TryAnnounce(long values)
    {
        announced = Math.Max(0, announced - (position - announcedAt)) + values;
        announcedAt = position;
        return announced <= Remaining;
    }

    private readonly PayloadException NoHead(string expected, int at)
    {
        PayloadException found = Unreadable(expected, at);
        return found.OverLimit || position == at || position == payload.Length
            ? found
            : new PayloadException($"At byte {at}: too few bytes follow for all the values that are announced.", overLimit: true) { Position = at };
    }
}
