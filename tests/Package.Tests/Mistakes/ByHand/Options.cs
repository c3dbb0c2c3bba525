using TypedTasks;

namespace Mistakes;

public static partial class Reports
{
    [Task(Retries = -1)] // TT1001
    public static void Write(int reportId) => Console.WriteLine(reportId);

    [Task(RetryOn = new[] { typeof(IDisposable) })] // TT1004
    public static void Archive(int reportId) => Console.WriteLine(reportId);
}
