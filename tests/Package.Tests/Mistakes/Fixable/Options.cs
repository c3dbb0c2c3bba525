using TypedTasks;

namespace Mistakes;

public static partial class Reports
{
    [Task(Queue = "defualt")] // TT1005
    public static void Write(int reportId) => Console.WriteLine(reportId);

    [Task(Retries = 0, FirstDelay = "5s")] // TT1006
    public static void Print(int reportId) => Console.WriteLine(reportId);

    [Task(FirstDelay = "2h")] // TT1007
    public static void Mail(int reportId) => Console.WriteLine(reportId);

    [Task(RetryOn = [typeof(TimeoutException), typeof(TimeoutException)])] // TT1008
    public static void Archive(int reportId) => Console.WriteLine(reportId);

    [Task(Queue = "high priority")] // TT1002
    public static void Publish(int reportId) => Console.WriteLine(reportId);

    [Task(Timeout = "30 sec")] // TT1003
    public static void Read(int reportId) => Console.WriteLine(reportId);
}
