namespace TypedTasks.Analyzers.Tests.Contract;

/// <summary>What a serializer of the user's writes is said to be so, wherever it is named.</summary>
public sealed class CustomSerializerEntryTests
{
    private const string Types = """

        namespace Shop
        {
            public readonly record struct Money(long Cents);
            public sealed class MoneySerializer : ITaskSerializer<Money>
            {
                public static void Write(ref PayloadWriter writer, Money value) { }
                public static Money Read(ref PayloadReader reader) => default;
            }
        }
        """;

    [Fact]
    public void Of_a_parameter() => Assert.Equal(
        "task Emails.Send v1\n  0 money custom<Shop.Money by Shop.MoneySerializer>",
        ContractOf.Text(Source(Send("[TaskSerializer(typeof(Shop.MoneySerializer))] Shop.Money money"))));

    [Fact]
    public void Of_a_parameter_that_may_be_null() => Assert.Equal(
        "task Emails.Send v1\n  0 money custom<Shop.Money by Shop.MoneySerializer>? = null",
        ContractOf.Text(Source(Send("[TaskSerializer(typeof(Shop.MoneySerializer))] Shop.Money? money = null"))));

    [Fact]
    public void Of_what_a_task_returns() => Assert.Equal(
        "task Emails.Send v1\n  returns custom<Shop.Money by Shop.MoneySerializer>",
        ContractOf.Text(Source("public static partial class Emails { [Task] [return: TaskSerializer(typeof(Shop.MoneySerializer))] public static Task<Shop.Money> Send() => Task.FromResult<Shop.Money>(default); }")));

    [Fact]
    public void Of_a_member() => Assert.Equal(
        """
        task Emails.Send v1
          0 bill Bill

        object Bill map
          Total custom<Shop.Money by Shop.MoneySerializer> required
          Tax custom<Shop.Money by Shop.MoneySerializer>?
          Rest Shop.Money

        struct Shop.Money map
          Cents long required
        """,
        ContractOf.Text(Source(Send("Bill bill") + """

            public sealed record Bill([TaskSerializer(typeof(Shop.MoneySerializer))] Shop.Money Total)
            {
                [TaskSerializer(typeof(Shop.MoneySerializer))] public Shop.Money? Tax { get; set; }
                public Shop.Money Rest { get; set; }
            }
            """)));

    [Fact]
    public void Of_a_type() => Assert.Equal(
        "task Emails.Send v1\n  0 money array<Shop.Money?> (List<Money?>)\n\ncustom Shop.Money Shop.MoneySerializer",
        ContractOf.Text(Source(Send("List<Shop.Money?> money")).Replace("public readonly record struct", "[TaskSerializer(typeof(MoneySerializer))] public readonly record struct", StringComparison.Ordinal)));

    [Theory]
    [InlineData("typeof(Shop.MoneySerializer)")]
    [InlineData("typeof(Shop.Money), typeof(Shop.MoneySerializer)")]
    public void Of_the_assembly(string said) => Assert.Equal(
        "task Emails.Send v1\n  0 money Shop.Money\n\ncustom Shop.Money Shop.MoneySerializer",
        ContractOf.Text(Source(Send("Shop.Money money"), $"[assembly: TaskSerializer({said})]\n")));

    private static string Send(string parameter) => $"public static partial class Emails {{ [Task] public static void Send({parameter}) {{ }} }}\n";

    private static string Source(string source, string assembly = "") => "using TypedTasks.Serialization;\n" + assembly + source + Types;
}
