using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Options;

public sealed class TT1008RetryFiltersMustNotContradictTests : RuleTests
{
    [Theory]
    [InlineData("RetryOn = new[] { [|typeof(TimeoutException)|] }, DoNotRetryOn = new[] { typeof(TimeoutException) }")]
    [InlineData("RetryOn = new[] { [|typeof(FileNotFoundException)|], typeof(TimeoutException) }, DoNotRetryOn = new[] { typeof(IOException) }")]
    [InlineData("RetryOn = new[] { typeof(TimeoutException), [|typeof(TimeoutException)|] }")]
    [InlineData("RetryOn = new[] { [|typeof(FileNotFoundException)|], typeof(IOException) }")]
    [InlineData("DoNotRetryOn = [typeof(ArgumentException), [|typeof(ArgumentNullException)|]]")]
    public Task Flags_AnExceptionWithoutEffect(string options) => Reports(Task(options));

    [Theory]
    [InlineData("RetryOn = new[] { typeof(IOException), typeof(TimeoutException) }")]
    [InlineData("RetryOn = new[] { typeof(IOException) }, DoNotRetryOn = new[] { typeof(FileNotFoundException) }")]
    [InlineData("DoNotRetryOn = [typeof(ArgumentException), typeof(FormatException)]")]
    [InlineData("RetryOn = null, DoNotRetryOn = new Type[0]")]
    public Task Accepts_ListsThatAgree(string options) => StaysSilent(Task(options));

    [Fact]
    public async Task TheMessage_NamesWhatIsStronger() => Assert.Equal(
        "FileNotFoundException in RetryOn has no effect: IOException is in DoNotRetryOn, which is stronger",
        await Message(Task("RetryOn = new[] { [|typeof(FileNotFoundException)|], typeof(TimeoutException) }, DoNotRetryOn = new[] { typeof(IOException) }")));

    [Fact]
    public Task Fixes_ByRemovingTheException() => Fixes(
        Task("RetryOn = new[] { [|typeof(FileNotFoundException)|], typeof(Busy), [|typeof(Busy)|] }, DoNotRetryOn = [typeof(SystemException), [|typeof(FormatException)|]]"),
        Task("RetryOn = new[] { typeof(Busy) }, DoNotRetryOn = [typeof(SystemException)]"));

    [Fact]
    public Task Fixes_NothingWhereTheLastOneWouldGo() =>
        HasNoFix(Task("RetryOn = new[] { [|typeof(TimeoutException)|] }, DoNotRetryOn = new[] { typeof(TimeoutException) }"));

    private static string Task(string options) => $$"""
        public sealed class Busy : Exception;

        public static partial class Emails
        {
            [Task({{options}})] public static void Send(int userId) { }
        }
        """;
}
