using System.Globalization;
using TypedTasks.Serialization;

namespace TypedTasks.Payloads.Tests.WireFormat;

/// <summary>The rows about serializers of one's own.</summary>
public static partial class WireTasks
{
    [Task] public static void Custom(Money? value) { }
}

[TaskSerializer(typeof(MoneySerializer))]
public sealed record Money(long Cents, string Currency);

public sealed class MoneySerializer : ITaskSerializer<Money>
{
    public static void Write(ref PayloadWriter writer, Money value) => writer.Write(string.Create(CultureInfo.InvariantCulture, $"{value.Cents} {value.Currency}"));

    public static Money Read(ref PayloadReader reader)
    {
        string[] parts = reader.ReadString()!.Split(' ', 2);
        return new Money(long.Parse(parts[0], CultureInfo.InvariantCulture), parts[1]);
    }
}
