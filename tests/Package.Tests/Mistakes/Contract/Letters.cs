using TypedTasks;

namespace Mistakes;

public sealed class Paper // TT5011
{
    public string Size { get; set; } = "";
}

public enum Ink
{
    Blue, // TT5009
    Black, // TT5009
}

public static partial class Letters
{
    [Task]
    public static void Send(string address) => Console.WriteLine(address); // TT5003

    [Task]
    public static void Fold(int letterId) => Console.WriteLine(letterId); // TT5004

    [Task]
    public static void Post(int boxId, int letterId) => Console.WriteLine((letterId, boxId)); // TT5005

    [Task]
    public static void Seal(int letterId) => Console.WriteLine(letterId); // TT5006

    [Task(Version = 2)]
    public static void Open(int letterId, string knife) => Console.WriteLine((letterId, knife)); // TT5007

    [Task]
    public static string Count() => "none"; // TT5008

    [Task]
    public static void Stamp(int letterId, int cents = 85) => Console.WriteLine((letterId, cents)); // TT5010

    [Task]
    public static void Cancel(int letterId) => Console.WriteLine(letterId); // TT5014

    [Task]
    public static void Print(Paper paper, Ink ink) => Console.WriteLine((paper, ink));
}
