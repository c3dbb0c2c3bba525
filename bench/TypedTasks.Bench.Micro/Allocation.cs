namespace TypedTasks.Bench.Micro;

/// <summary>What one call allocates on the managed heap, counted by the runtime over many calls of one thread.</summary>
internal static class Allocation
{
    private const int Calls = 10_000;

    public static double PerCall(Func<int> call)
    {
        for (int i = 0; i < Calls; i++)
        {
            call();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Calls; i++)
        {
            call();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Calls;
    }
}
