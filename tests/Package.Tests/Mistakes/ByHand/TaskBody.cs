using TypedTasks;

namespace Mistakes;

public static partial class Scales
{
    private static int weighed;

    [Task]
    public static void Weigh(int parcelId)
    {
        weighed += parcelId; // TT4007
    }

    [Task]
    public static void Reset(int scale)
    {
        Environment.Exit(scale); // TT4009
    }
}
