using TypedTasks;

namespace Mistakes;

public static partial class Cards
{
    [Task]
    public static void Send(int cardId) => Console.WriteLine(cardId);
}
