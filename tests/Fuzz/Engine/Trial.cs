namespace TypedTasks.Fuzz.Engine;

/// <summary>Gives one input to a target and judges what comes of it.</summary>
internal static class Trial
{
    /// <summary>Reads an input on this thread.</summary>
    /// <param name="target">The target.</param>
    /// <param name="input">The input.</param>
    /// <param name="outcome">How it came out.</param>
    /// <returns>What is wrong, or null.</returns>
    public static Finding? Of(Target target, byte[] input, out string outcome)
    {
        Finding? finding = Once(target, input, out outcome);

        // The first of its kind also pays for what is made once: statics, code, the machinery of exceptions.
        return finding is { Kind: FindingKind.Memory } ? Once(target, input, out outcome) : finding;
    }

    private static Finding? Once(Target target, byte[] input, out string outcome)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Exception? thrown = null;
        string? read = null;
        try
        {
            read = target.Read(input);
        }
        catch (Exception error)
        {
            thrown = error;
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        outcome = thrown is null ? read! : thrown.GetType().Name + " " + thrown.Message;
        if (thrown is not null && !target.Allows(thrown))
        {
            return new Finding(FindingKind.Exception, thrown.ToString(), input);
        }

        long allowed = target.Bound.Of(input.Length);
        return allocated > allowed
            ? new Finding(FindingKind.Memory, $"{allocated} bytes allocated for {input.Length} of input; {allowed} are allowed.", input)
            : null;
    }
}
