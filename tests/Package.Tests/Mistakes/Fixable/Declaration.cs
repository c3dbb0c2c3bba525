using TypedTasks;

namespace Mistakes;

public static class Emails // TT0001
{
    [Task]
    public static void SendWelcome(int userId) => Console.WriteLine(userId);

    [Task]
    public static async void SendReminder(int userId) // TT0004
    {
        await Console.Out.WriteLineAsync($"{userId}");
    }
}

public static partial class Letters
{
    public static string PrintTask => "a name that the proxy wants";

    [Task]
    public static void Print(int letterId) => Console.WriteLine(letterId); // TT0007
}

public sealed class Folder
{
    public void Sort([FromServices] TimeProvider clock) => Console.WriteLine(clock); // TT0012
}

public static partial class Cards
{
    [Task]
    private static void Print(int cardId) => Console.WriteLine(cardId); // TT0002

    [Task(Name = "send card")] // TT0009
    public static void Send(int cardId) => Console.WriteLine(cardId);
}
