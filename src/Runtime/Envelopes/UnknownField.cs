using MessagePack;

namespace TypedTasks.Envelopes;

/// <summary>A field that a newer sender wrote and this reader does not know.</summary>
internal static class UnknownField
{
    /// <summary>
    /// Skips it with all that it holds. A loop of our own, so that depth costs no stack whatever version of MessagePack an
    /// application brings.
    /// </summary>
    public static void Skip(ref MessagePackReader reader)
    {
        // Each value takes a byte at least, so that the bytes end before the count can overflow.
        for (long left = 1; left > 0; left--)
        {
            switch (reader.NextMessagePackType)
            {
                case MessagePackType.Array:
                    left += reader.ReadArrayHeader();
                    break;
                case MessagePackType.Map:
                    left += 2L * reader.ReadMapHeader();
                    break;
                case MessagePackType.Unknown:
                    throw new MessagePackSerializationException("A byte that MessagePack does not use.");
                default:
                    reader.Skip();
                    break;
            }
        }
    }
}
