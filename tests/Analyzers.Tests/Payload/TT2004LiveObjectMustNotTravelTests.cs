using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Payload;

public sealed class TT2004LiveObjectMustNotTravelTests : RuleTests
{
    [Theory]
    [InlineData("Stream")]
    [InlineData("FileStream")]
    [InlineData("StreamReader")]
    [InlineData("Action")]
    [InlineData("Func<int, int>")]
    [InlineData("System.Linq.Expressions.Expression<Func<int>>")]
    [InlineData("Type")]
    [InlineData("System.Reflection.MethodInfo")]
    [InlineData("Task")]
    [InlineData("Task<int>")]
    [InlineData("ValueTask<int>")]
    [InlineData("IServiceProvider")]
    [InlineData("IDisposable")]
    [InlineData("CancellationTokenSource")]
    [InlineData("IQueryable<int>")]
    [InlineData("IAsyncEnumerable<int>")]
    [InlineData("System.Threading.Thread")]
    [InlineData("SemaphoreSlim")]
    [InlineData("System.Net.Http.HttpClient")]
    [InlineData("Microsoft.Win32.SafeHandles.SafeFileHandle")]
    [InlineData("System.Data.IDbConnection")]
    [InlineData("System.Data.Common.DbConnection")]
    [InlineData("System.Security.Claims.ClaimsPrincipal")]
    [InlineData("TimeProvider")]
    [InlineData("List<Stream>")]
    [InlineData("(int Id, Stream Body)")]
    [InlineData("Upload")]
    public Task Flags_WhatLivesInOneProcess(string type) => Reports(Task($"{type} [|argument|]") + """
        public sealed class Upload : MemoryStream;
        """);

    [Theory]
    [InlineData("Stream")]
    [InlineData("Task<Stream>")]
    [InlineData("Task<Task<int>>")]
    [InlineData("IAsyncEnumerable<int>")]
    [InlineData("Func<int>")]
    [InlineData("Task<(int Id, Action Then)>")]
    public Task Flags_AResult(string type) => Reports($$"""
        public static partial class Emails
        {
            [Task] public static {{type}} [|Send|](int userId) => throw new NotSupportedException();
        }
        """);

    [Fact]
    public async Task TheMessage_NamesThePath_AndWhatToSend()
    {
        var message = await Message("""
            public sealed record Line(int Id, Stream Scan);

            public sealed record Order(List<Line> Lines);

            public static partial class Emails
            {
                [Task] public static void Send(Order [|order|]) { }
            }
            """);

        Assert.Equal("'order.Lines[].Scan' of type Stream cannot travel: Stream is read where it was opened; send its bytes, or a name by which the handler can open it", message);
    }

    [Fact]
    public Task Accepts_WhatTheWorkerSupplies() => StaysSilent(Task(
        "[FromServices] IServiceProvider services, [FromServices] System.Net.Http.HttpClient http, TaskContext context, CancellationToken cancellationToken"));

    [Fact]
    public Task Accepts_TheDataInItsPlace() => StaysSilent(Task("byte[] body, ReadOnlyMemory<byte> more, IEnumerable<int> rows, string path, DateTimeOffset at"));

    [Fact]
    public Task Accepts_TasksToWaitFor() => StaysSilent("""
        public static partial class Emails
        {
            [Task] public static Task<byte[]> Render(int id) => throw new NotSupportedException();
            [Task] public static ValueTask Send(int id) => default;
        }
        """);

    [Fact]
    public Task Accepts_AClassOfTheSameName() => StaysSilent(Task("Shop.Stream stream, Shop.Timer timer") + """
        namespace Shop
        {
            public sealed record Stream(string Url);
            public sealed record Timer(TimeSpan Left);
        }
        """);

    private static string Task(string parameters) => $$"""
        public static partial class Emails
        {
            [Task] public static void Send({{parameters}}) { }
        }

        """;
}
