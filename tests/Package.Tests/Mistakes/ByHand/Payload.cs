using TypedTasks;

namespace Mistakes;

public sealed record Scan(string Name, System.Globalization.CultureInfo Language);

public interface IAddress;

public sealed record Parcel(int Id, IAddress To);

public sealed class Receipt
{
    public int Id { get; set; }

    public string Status { get; private set; } = "new";
}

public sealed class Signature
{
    private Signature()
    {
    }

    public byte[] Ink { get; set; } = [];
}

public sealed class Folder
{
    public Folder? Parent { get; set; }

    public List<Folder> Folders { get; set; } = [];
}

[TaskUnion(0, typeof(Letter))]
[TaskUnion(0, typeof(Postcard))]
public interface IMail;

public sealed record Letter(string Text) : IMail;

public sealed record Postcard(string Text) : IMail;

[TaskSerializer(typeof(WeightScale))]
public sealed record Weight(int Grams);

public static class WeightScale;

public static partial class Scans
{
    [Task]
    public static void Store(Scan scan) => Console.WriteLine(scan); // TT2001

    [Task]
    public static Exception Check(int scanId) => new($"{scanId}"); // TT2002

    [Task]
    public static void Post(Parcel parcel) => Console.WriteLine(parcel); // TT2003

    [Task]
    public static Thread Watch(int scanId) => new(() => Console.WriteLine(scanId)); // TT2004

    [Task]
    public static void Print(Receipt receipt) => Console.WriteLine(receipt); // TT2005

    [Task]
    public static void Sign(Signature signature) => Console.WriteLine(signature); // TT2006

    [Task]
    public static void File(Folder folder) => Console.WriteLine(folder); // TT2007

    [Task]
    public static void Deliver(IMail mail) => Console.WriteLine(mail); // TT2011

    [Task]
    public static void Weigh(Weight weight) => Console.WriteLine(weight); // TT2012
}

public static partial class Calendars
{
    [Task]
    public static void Close(DateTime day) => Console.WriteLine(day); // TT2009
}
