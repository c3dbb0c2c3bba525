using TypedTasks;

namespace Mistakes.Library;

public static partial class Trucks
{
    [Task]
    public static void Load(int truckId) => Console.WriteLine(truckId);
}
