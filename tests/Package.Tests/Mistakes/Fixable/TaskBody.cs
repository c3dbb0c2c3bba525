using TypedTasks;

namespace Mistakes;

public static partial class Labels
{
    [Task]
    public static void Print(int parcelId)
    {
        Thread.Sleep(parcelId); // TT4001
    }

    [Task]
    public static async Task Announce(int parcelId)
    {
        await Console.Out.WriteLineAsync("printing");
        _ = Task.Run(() => Console.WriteLine(parcelId)); // TT4002
    }

    [Task]
    public static async Task Archive(int parcelId)
    {
        try
        {
            await File.WriteAllTextAsync("label", parcelId.ToString());
        }
        catch (Exception error) // TT4003
        {
            Console.WriteLine(error.Message);
        }
    }

    [Task]
    public static async Task Fetch(int parcelId, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(parcelId, cancellationToken);
        }
        catch (OperationCanceledException) // TT4004
        {
            Console.WriteLine("the printer did not answer");
        }
    }
}

public sealed partial class Sorters(TimeProvider clock)
{
    [Task]
    public async Task Sort(int parcelId) // TT4005
    {
        await File.WriteAllTextAsync("sorted", parcelId.ToString());
        await File.AppendAllTextAsync("sorted", clock.GetUtcNow().ToString());
    }

    [Task]
    public async Task Weigh(int parcelId, TaskContext context)
    {
        await File.WriteAllTextAsync("weight", parcelId.ToString()); // TT4006
        Console.WriteLine(context.Attempt);
    }

    [Task]
    public void Stamp(int parcelId) => Console.WriteLine($"{parcelId} {DateTimeOffset.UtcNow}"); // TT4008
}
