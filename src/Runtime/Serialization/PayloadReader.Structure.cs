using MessagePack;

namespace TypedTasks.Serialization;

public ref partial struct PayloadReader
{
    /// <summary>Reads the start of an array.</summary>
    /// <returns>The number of values that follow: never more than there are bytes left.</returns>
    /// <exception cref="PayloadException">No array is next, or it announces more values than bytes follow.</exception>
    public int ReadArrayHeader()
    {
        int at = position;
        return TryReadArrayHead(out int count) ? count : throw NoHead("an array", at);
    }

    /// <summary>Reads the start of an array of a known length, such as a tuple.</summary>
    /// <param name="count">How many values it must have.</param>
    /// <exception cref="PayloadException">No array of this length is next.</exception>
    public void ReadArrayHeaderOf(int count)
    {
        int at = position;
        if (ReadArrayHeader() != count)
        {
            throw Unreadable($"an array of {count}", at);
        }
    }

    /// <summary>Reads the start of an array of two or more dimensions: its lengths, then that of the array of all elements.</summary>
    /// <param name="lengths">Where the length of each dimension goes.</param>
    /// <returns>The number of elements that follow, the product of the lengths: never more than there are bytes left.</returns>
    /// <exception cref="PayloadException">No such array is next, or the lengths contradict the number of elements.</exception>
    public int ReadArrayHeaderOf(scoped Span<int> lengths)
    {
        int at = position;
        ReadArrayHeaderOf(lengths.Length + 1);
        long room = 1;
        bool isEmpty = false;
        for (int i = 0; i < lengths.Length; i++)
        {
            lengths[i] = ReadInt32();
            isEmpty |= lengths[i] == 0;

            // An empty one may not announce what could not be there either: the runtime multiplies its lengths all the same.
            room *= Math.Max(lengths[i], 1);
            if (lengths[i] < 0 || room > Array.MaxLength)
            {
                throw Unreadable("an array of several dimensions", at);
            }
        }

        int count = ReadArrayHeader();
        return count == (isEmpty ? 0 : room) ? count : throw Unreadable("an array of several dimensions", at);
    }

    /// <summary>Reads the start of a map.</summary>
    /// <returns>The number of pairs that follow: never more than half the bytes left.</returns>
    /// <exception cref="PayloadException">No map is next, or it announces more pairs than bytes follow.</exception>
    public int ReadMapHeader()
    {
        int at = position;
        return TryReadMapHead(out int count) ? count : throw NoHead("a map", at);
    }

    /// <summary>Reads a key of the map of an object: the name of a member.</summary>
    /// <returns>The name in UTF-8: a window on the payload, unchecked. Compare it, or <see cref="Skip"/> the value that follows.</returns>
    /// <exception cref="PayloadException">No str is next.</exception>
    public ReadOnlySpan<byte> ReadKey()
    {
        int at = position;
        return TryReadUtf8("the name of a member", out ReadOnlySpan<byte> key) ? key : throw Unreadable("the name of a member", at);
    }

    /// <summary>Skips the next value with all that it holds, within the same bound of depth.</summary>
    /// <exception cref="PayloadException">The bytes end in it, or it is nested too deep.</exception>
    public void Skip()
    {
        long children = SkipHead();
        if (children > 0)
        {
            SkipTree(children);
        }
    }

    /// <summary>Skips the values of an array beyond those that are known: a newer sender's.</summary>
    /// <param name="known">How many were read.</param>
    /// <param name="count">How many the array has.</param>
    /// <exception cref="PayloadException">The bytes end in one, or it is nested too deep.</exception>
    public void SkipFrom(int known, int count)
    {
        for (int i = known; i < count; i++)
        {
            Skip();
        }
    }

    // A loop, not a recursion: a payload of a hundred thousand open brackets must not end the process.
    private void SkipTree(long children)
    {
        Span<long> left = stackalloc long[PayloadLimits.MaxDepth + 1];
        int level = 0;
        left[0] = 0;
        while (true)
        {
            if (children > 0)
            {
                if (depth + level >= PayloadLimits.MaxDepth)
                {
                    throw TooDeep();
                }

                left[++level] = children;
            }

            while (left[level] == 0)
            {
                if (level-- == 0)
                {
                    return;
                }
            }

            left[level]--;
            children = SkipHead();
        }
    }

    // Skips a scalar, or the head of an array or a map; returns how many values that head announces.
    private long SkipHead()
    {
        switch (NextCode)
        {
            case >= MessagePackCode.MinFixArray and <= MessagePackCode.MaxFixArray or MessagePackCode.Array16 or MessagePackCode.Array32:
                return ReadArrayHeader();
            case >= MessagePackCode.MinFixMap and <= MessagePackCode.MaxFixMap or MessagePackCode.Map16 or MessagePackCode.Map32:
                return 2L * ReadMapHeader();
            default:
                return TrySkipScalar() ? 0 : throw Unreadable("a value", position);
        }
    }

    private bool TrySkipScalar()
    {
        byte code = NextCode;
        return code switch
        {
            MessagePackCode.Nil or MessagePackCode.False or MessagePackCode.True => TryTake(0, 1, out _),
            MessagePackCode.Float32 => TryTake(0, 1 + sizeof(float), out _),
            MessagePackCode.Float64 => TryTake(0, 1 + sizeof(double), out _),
            <= MessagePackCode.MaxFixInt or >= MessagePackCode.UInt8 and <= MessagePackCode.Int64 or >= MessagePackCode.MinNegativeFixInt => TryReadWhole(out _, out _),
            >= MessagePackCode.FixExt1 and <= MessagePackCode.FixExt16 or >= MessagePackCode.Ext8 and <= MessagePackCode.Ext32 => TryReadExt(out _),
            _ => TryReadStr(out _) || TryReadBin(out _),
        };
    }
}
