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

public sealed class Site
{
    public async Task Refresh(int pageId)
    {
        var dropped = await Pages.DropTask.Delay(pageId);
        await dropped.GetAsync(); // TT3006

        await Pages.FetchTask.Call(pageId).In(TimeSpan.FromMinutes(-5)).Delay(); // TT3007
        await Pages.FetchTask.Call(pageId).In(TimeSpan.FromHours(1)).ExpiresIn(TimeSpan.FromMinutes(5)).Delay(); // TT3008
        await Pages.FetchTask.Call(pageId).WithPriority(10).Delay(); // TT3010
    }
}
