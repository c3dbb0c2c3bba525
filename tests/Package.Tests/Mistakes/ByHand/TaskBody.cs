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

    [Task]
    public static void Sign(int parcelId)
    {
        Console.WriteLine($"{parcelId} {Thread.CurrentPrincipal}"); // TT4010
    }

    [Task]
    public static async Task Calibrate(int scale)
    {
        await CalibrateTask.Delay(scale); // TT4011
    }
}
