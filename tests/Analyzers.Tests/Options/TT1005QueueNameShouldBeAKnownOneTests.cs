using TypedTasks.Analyzers.Options;
using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Options;

public sealed class TT1005QueueNameShouldBeAKnownOneTests : RuleTests
{
    [Theory]
    [InlineData("[|\"hihg\"|]")]
    [InlineData("[|\"High\"|]")]
    [InlineData("[|\"hight\"|]")]
    [InlineData("[|\"low.priority\"|]")]
    [InlineData("[|\"low-prioritty\"|]")]
    [InlineData("[|\"defualt\"|]")]
    [InlineData("[|Names.Hihg|]")]
    public Task Flags_ANameThatIsNearlyThatOfAWorkersQueue(string queue) => Reports(Task(queue), Worker);

    [Fact]
    public Task Flags_ACallToAMistypedQueue() => Reports(
        """
        public static class Orders
        {
            public static TaskCall<int> Send(TaskCall<int> call) => call.OnQueue([|"hihg"|]);
        }
        """,
        Worker);

    [Fact]
    public Task Flags_WithoutAWorker_TheNameThatIsRarer() => Reports("""
        public static partial class Emails
        {
            [Task(Queue = "reports")] public static void Send(int userId) { }
            [Task(Queue = "reports")] public static void Read(int userId) { }
            [Task(Queue = [|"report"|])] public static void Drop(int userId) { }
        }
        """);

    [Theory]
    [InlineData("\"high\"")]
    [InlineData("\"low-priority\"")]
    [InlineData("\"default\"")]
    [InlineData("\"reports\"")]
    [InlineData("\"mail2\"")]
    [InlineData("\"main\"")]
    [InlineData("\"nigh-low\"")]
    public Task Accepts_AKnownNameOrOneOfItsOwn(string queue) => StaysSilent(Task(queue), Worker);

    [Fact]
    public Task Accepts_TwoNamesOfWhichNeitherIsSurer() => StaysSilent("""
        public static partial class Emails
        {
            [Task(Queue = "reports")] public static void Send(int userId) { }
            [Task(Queue = "report")] public static void Drop(int userId) { }
        }
        """);

    [Theory]
    [InlineData("orders", "orders", false)]
    [InlineData("shard-a", "shard-b", false)]
    [InlineData("mail1", "mail2", false)]
    [InlineData("mail", "main", false)]
    [InlineData("eu", "us", false)]
    [InlineData("emails", "e-mails", false)]
    [InlineData("billing", "bilking", true)]
    [InlineData("orders-eu", "order-eu", true)]
    [InlineData("ORDERS", "orders", true)]
    public void ASlip_IsOneLetterOfALongWord(string name, string other, bool slip) => Assert.Equal(slip, QueueNearness.IsSlip(name, other));

    [Fact]
    public Task Fixes_ByUsingTheKnownName() => Fixes(
        """
        public static partial class Emails
        {
            [Task(Queue = [|"defualt"|], Retries = 5)] public static void Send(int userId) { }
            public static TaskCall<int> Again(TaskCall<int> call) => call.OnQueue([|"Default"|]);
        }
        """,
        """
        public static partial class Emails
        {
            [Task(Queue = "default", Retries = 5)] public static void Send(int userId) { }
            public static TaskCall<int> Again(TaskCall<int> call) => call.OnQueue("default");
        }
        """);

    [Fact]
    public Task Fixes_NothingWhereTheNameIsAConstant() => HasNoFix("""
        public static partial class Emails
        {
            private const string Queue = "defualt";

            [Task(Queue = [|Queue|])] public static void Send(int userId) { }
        }
        """);

    private const string Worker = """
        using Microsoft.Extensions.DependencyInjection;

        public static class Setup
        {
            public static void Add(IServiceCollection services) =>
                services.AddTypedTasks().AddWorker(worker => worker.Queues("high", "low-priority", "mail"));
        }
        """;

    private static string Task(string queue) => $$"""
        public static partial class Emails
        {
            [Task(Queue = {{queue}})] public static void Send(int userId) { }
        }

        public static class Names
        {
            public const string Hihg = "hihg";
        }
        """;
}
