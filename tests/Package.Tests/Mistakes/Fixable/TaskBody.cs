using TypedTasks;

namespace Mistakes;

public static partial class Labels
{
    [Task]
    public static void Print(int parcelId)
    {
        Thread.Sleep(parcelId); // TT4001
    }
}
