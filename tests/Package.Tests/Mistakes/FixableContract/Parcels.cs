using TypedTasks;

namespace Mistakes;

public enum Speed
{
    Slow,
    Fast,
}

public static partial class Parcels
{
    [Task]
    public static void Ship(long parcelId) => Console.WriteLine(parcelId); // TT5013

    [Task]
    public static void Track(int parcelId, Speed speed = Speed.Fast) => Console.WriteLine((parcelId, speed)); // TT5001
}
