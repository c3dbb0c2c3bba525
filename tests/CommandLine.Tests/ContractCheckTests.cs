using System.Text.Json;

namespace TypedTasks.CommandLine.Tests;

/// <summary><c>typedtasks contract check</c>: two files, both directions.</summary>
public sealed class ContractCheckTests : ContractFiles
{
    private const string Send = "task Send v1\n  0 userId int\n";

    [Theory]
    [InlineData(Send)]
    [InlineData(Send + "task Greet v1\n")]
    [InlineData("task Send v2\n  0 userId int\n  1 locale string = \"en\"\n")]
    [InlineData("task Send v2\n  0 userId long\n")]
    [InlineData("task Post v1\n  alias Send\n  0 userId int\n")]
    [InlineData("retired Send\n")]
    public async Task What_both_builds_can_live_with_exits_with_0(string to) => Assert.Equal(0, (await CheckAsync(Send, to)).Code);

    [Theory]
    [InlineData("", "'Send' is gone")]
    [InlineData("task Send v1\n  0 userId short\n", "not every int fits into short")]
    [InlineData("task Send v2\n  0 userId int\n  1 locale string\n", "has no default value")]
    [InlineData("task Send v1\n  0 userId int\n  1 locale string = \"en\"\n", "An older worker of 'Send' ignores 'locale'; set Version = 2")]
    [InlineData("task Send v1\n  0 userId long\n", "An older worker of 'Send' cannot read every 'userId': not every long fits into int; set Version = 2")]
    public async Task What_breaks_one_of_them_exits_with_1_and_says_what(string to, string because)
    {
        CommandRun run = await CheckAsync(Send, to);

        Assert.Equal(1, run.Code);
        Assert.Contains(because, run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("old-to-new", 0)]
    [InlineData("new-to-old", 1)]
    [InlineData("both", 1)]
    public async Task One_direction_can_be_asked_for_alone(string direction, int code) =>
        Assert.Equal(code, (await CheckAsync(Send, "task Send v1\n  0 userId long\n", "--direction", direction)).Code);

    [Fact]
    public async Task A_type_that_changed_deep_inside_is_found_in_both_directions()
    {
        const string old = "task Send v1\n  0 order Order\nobject Order map\n  Lines array<Line>\nobject Line map\n  Tax decimal\n";
        string now = old.Replace("Tax decimal", "Tax double", StringComparison.Ordinal);

        CommandRun run = await CheckAsync(old, now);

        Assert.Contains("'Tax' of 'Line' was decimal and is double", run.Output, StringComparison.Ordinal);
        Assert.Contains("An older worker of 'Send' cannot read every 'order': Line.Tax: double cannot be read as decimal", run.Output.Replace("Order.Lines: ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_says_the_same()
    {
        CommandRun run = await CheckAsync(Send, "task Send v1\n  0 userId short\ntask Greet v1\n", "--json");

        using JsonDocument json = JsonDocument.Parse(run.Output);
        Assert.True(json.RootElement.GetProperty("breaks").GetBoolean());
        Assert.Equal("ParameterRetyped", json.RootElement.GetProperty("oldToNew")[0].GetProperty("kind").GetString());
        Assert.Equal("Greet", json.RootElement.GetProperty("newToOld")[0].GetProperty("subject").GetString());
    }

    [Theory]
    [InlineData("contract", "check")]
    [InlineData("contract", "check", "--from", "a", "--to", "b", "--direction", "sideways")]
    [InlineData("contract", "chekc")]
    [InlineData("contract", "broker", "--contract", "a")]
    public async Task Wrong_arguments_exit_with_2(params string[] arguments)
    {
        CommandRun run = await CommandRun.OfAsync(arguments);

        Assert.Equal(2, run.Code);
        Assert.NotEmpty(run.Errors);
    }

    [Fact]
    public async Task A_file_that_is_not_there_or_cannot_be_read_exits_with_2_and_its_line()
    {
        Assert.Equal(2, (await CommandRun.OfAsync("contract", "check", "--from", Missing("nowhere"), "--to", Contract("to", Send))).Code);

        CommandRun run = await CheckAsync(Send, "task Send v1\n  zero userId int\n");
        Assert.Equal(2, run.Code);
        Assert.Contains("to.txt(3): ", run.Errors, StringComparison.Ordinal);
    }

    private Task<CommandRun> CheckAsync(string from, string to, params string[] more) =>
        CommandRun.OfAsync(["contract", "check", "--from", Contract("from", from), "--to", Contract("to", to), .. more]);
}
