namespace TypedTasks.Serialization;

public ref partial struct PayloadReader
{
    /// <summary>How many elements to make room for before the first is read.</summary>
    /// <param name="count">What the header announced.</param>
    public static int InitialCapacity(int count) => Math.Min(count, PayloadLimits.MaxInitialCapacity);

    /// <summary>How many elements to make room for once <paramref name="capacity"/> of <paramref name="count"/> were read.</summary>
    /// <param name="capacity">The elements there is room for.</param>
    /// <param name="count">What the header announced.</param>
    public static int NextCapacity(int capacity, int count) => (int)Math.Min(count, Math.Max(4L, 2L * capacity));

    /// <summary>Marks a member of an object as read, so that a key that comes twice is noticed.</summary>
    /// <param name="read">The members read so far, one bit each; starts as 0.</param>
    /// <param name="member">The member's bit, 0 to 63; an object of more members keeps several numbers.</param>
    /// <exception cref="PayloadException">It was read before.</exception>
    public readonly void MarkRead(ref ulong read, int member)
    {
        ulong bit = 1UL << member;
        if ((read & bit) != 0)
        {
            throw Refused("the same member comes twice");
        }

        read |= bit;
    }

    /// <summary>Adds an entry to a dictionary under construction.</summary>
    /// <param name="dictionary">The dictionary, or an immutable one's builder.</param>
    /// <param name="key">The key, just read.</param>
    /// <param name="value">The value, just read.</param>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    /// <exception cref="PayloadException">The key is nil, or there already.</exception>
    public readonly void Add<TKey, TValue>(IDictionary<TKey, TValue> dictionary, TKey key, TValue value)
    {
        if (key is null)
        {
            throw Refused("a key of a dictionary is nil");
        }

        bool known;
        try
        {
#pragma warning disable CS8714 // A null key was refused above; a constraint would bind every caller.
            if (dictionary is Dictionary<TKey, TValue> usual)
#pragma warning restore CS8714
            {
                known = !usual.TryAdd(key, value);
            }
            else if (!(known = dictionary.ContainsKey(key)))
            {
                dictionary.Add(key, value);
            }
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            // A sorted dictionary whose keys cannot be compared.
            throw Refused("a key of a dictionary cannot be taken", error);
        }

        if (known)
        {
            throw Refused("the same key comes twice in a dictionary");
        }
    }
}
