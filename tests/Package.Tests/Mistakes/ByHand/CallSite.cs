using TypedTasks;

namespace Mistakes;

public static partial class Pages
{
    [Task]
    public static int Fetch(int pageId) => pageId;

    [Task]
    public static void Drop(int pageId) => Console.WriteLine(pageId);

    [Task]
    public static async Task<int> FetchTwice(int pageId)
    {
        var handle = await FetchTask.Delay(pageId);
        return 2 * await handle.GetAsync(); // TT3005
    }
}

public class Settings
{
    public string? Name { get; set; }
}

public sealed class Session : Settings, IDisposable
{
    public void Dispose() => Name = null;
}

public static partial class Logs
{
    [Task]
    public static void Write(Settings settings) => Console.WriteLine(settings.Name);
}

public sealed class Site
{
    public async Task Open(Session session)
    {
        await Logs.WriteTask.Delay(session); // TT3004

        using var scope = new System.Transactions.TransactionScope();
        await Pages.FetchTask.Delay(1); // TT3009
        scope.Complete();
    }

    public async Task Refresh(int pageId)
    {
        var dropped = await Pages.DropTask.Delay(pageId);
        await dropped.GetAsync(); // TT3006

        await Pages.FetchTask.Call(pageId).In(TimeSpan.FromMinutes(-5)).Delay(); // TT3007
        await Pages.FetchTask.Call(pageId).In(TimeSpan.FromHours(1)).ExpiresIn(TimeSpan.FromMinutes(5)).Delay(); // TT3008
        await Pages.FetchTask.Call(pageId).WithPriority(10).Delay(); // TT3010
    }
}
