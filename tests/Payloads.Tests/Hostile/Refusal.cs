using TypedTasks.Serialization;

namespace TypedTasks.Payloads.Tests.Hostile;

/// <summary>Promise G8: bad bytes give a PayloadException and cost next to nothing.</summary>
internal static class Refusal
{
    public delegate void Reading(ref PayloadReader reader);

    /// <summary>Reads, expects to be refused with a position, and within a bound of memory.</summary>
    public static PayloadException Of(byte[] bytes, Reading read, long maxAllocated = 64 * 1024)
    {
        // The first failure pays for the exception machinery itself.
        Assert.NotNull(Try(bytes, read));
        long before = GC.GetAllocatedBytesForCurrentThread();
        PayloadException? error = Try(bytes, read);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.NotNull(error);
        Assert.InRange(allocated, 0, maxAllocated);
        Assert.NotNull(error.Position);
        Assert.InRange(error.Position.Value, 0, bytes.Length);
        return error;
    }

    /// <summary>Reads; the refusal, or null where there was none. Any other exception passes through and fails the test.</summary>
    public static PayloadException? Try(byte[] bytes, Reading read)
    {
        var reader = new PayloadReader(bytes);
        try
        {
            read(ref reader);
            return null;
        }
        catch (PayloadException error)
        {
            return error;
        }
    }
}
