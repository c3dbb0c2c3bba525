using TypedTasks;

namespace Mistakes;

public sealed record Scan(string Name, Thread Scanner);

public static partial class Scans
{
    [Task]
    public static void Store(Scan scan) => Console.WriteLine(scan); // TT2001

    [Task]
    public static Thread Watch(int scanId) => new(() => Console.WriteLine(scanId)); // TT2002
}
