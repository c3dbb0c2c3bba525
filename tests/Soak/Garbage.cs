namespace TypedTasks.Soak;

/// <summary>The managed heap without its garbage.</summary>
internal static class Garbage
{
    /// <summary>Collects twice, so that what waits for its finalizer goes too.</summary>
    /// <returns>Bytes.</returns>
    public static long Collected()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
