using TypedTasks;

await Mistakes.Brooms.SweepTask.Delay(5); // TT6003

namespace Mistakes
{
    public static partial class Brooms
    {
        [Task]
        public static void Sweep(int hall) => Console.WriteLine(hall);
    }
}
