using TypedTasks;

namespace Mistakes;

public static partial class Emails
{
    [Task]
    public static void Send<T>(T message) => Console.WriteLine(message); // TT0003

    [Task]
    public static void Count(ref int total) => total++; // TT0006

    public static void SendAll()
    {
        SendOne(1);

        [Task]
        static void SendOne(int userId) => Console.WriteLine(userId); // TT0005
    }
}

public static partial class Letters
{
    [Task(Name = "print")] // TT0008
    public static void Print(int letterId) => Console.WriteLine(letterId);

    [Task(Name = "print")] // TT0008
    public static void PrintAll(int folderId) => Console.WriteLine(folderId);
}

public static partial class Cards
{
    [Task]
    [TaskAlias("Mistakes.Cards.Print")] // TT0013
    public static void Print(int cardId) => Console.WriteLine(cardId);
}

public abstract partial class Parcels // TT0010
{
    [Task]
    public void Ship(int parcelId) => Console.WriteLine(parcelId);
}

public partial interface ICrates
{
    [Task]
    void Ship(int crateId);
}

public sealed partial class Crates : ICrates
{
    [Task]
    public void Ship(int crateId) => Console.WriteLine(crateId); // TT0011
}
