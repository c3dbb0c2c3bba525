using System.Reflection;
using System.Text.RegularExpressions;
using StackExchange.Redis;

namespace TypedTasks.Redis.Tests;

/// <summary>docs/redis-keys.md lists every key and channel that there is, and no other.</summary>
public sealed partial class KeyPageTests
{
    [Fact]
    public void The_page_and_the_functions_name_the_same_keys_and_channels()
    {
        var keys = new RedisKeys("tt");
        string[] named =
        [
            .. typeof(RedisKeys).GetProperties(BindingFlags.Instance | BindingFlags.Public)
                .Where(static property => property.PropertyType == typeof(RedisKey))
                .Select(property => property.GetValue(keys)!.ToString()!),
            keys.Lane("<queue>:<band>").ToString(),
            keys.Lease("<session>.<seq>").ToString(),
            keys.Idle("<queue>").ToString(),
            keys.Once(default).ToString().Replace(default(TaskId).ToString(), "<id hex>", StringComparison.Ordinal),
            keys.LastTake("<session>").ToString(),
            keys.Result(default).ToString().Replace(default(TaskId).ToString(), "<id hex>", StringComparison.Ordinal),
            keys.Results(0xABC).ToString().Replace("abc", "<group hex>", StringComparison.Ordinal),
            keys.Wake("<session>").ToString(),
            keys.Done(default).ToString().Replace(default(TaskId).ToString(), "<id hex>", StringComparison.Ordinal),
        ];

        Assert.Equal(
            named.Order(StringComparer.Ordinal),
            FirstCell().Matches(Page()).Select(static match => "{tt}:" + match.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_function_is_forgotten_above()
    {
        string[] functions = [.. typeof(RedisKeys).GetMethods(BindingFlags.Instance | BindingFlags.Public)
            .Where(static method => !method.IsSpecialName && (method.ReturnType == typeof(RedisKey) || method.ReturnType == typeof(RedisChannel)))
            .Select(static method => method.Name).Distinct().Order(StringComparer.Ordinal)];

        Assert.Equal(["Done", "Idle", "Lane", "LastTake", "Lease", "Once", "Result", "Results", "Wake"], functions);
    }

    [Fact]
    public void The_page_says_of_each_key_its_type_its_TTL_its_writer_and_its_reader()
    {
        string[] rows = [.. Page().Split('\n').Where(static line => line.StartsWith("| `", StringComparison.Ordinal))];

        // A vertical bar in a cell is escaped.
        Assert.All(rows, static row => Assert.All(CellEnd().Split(row)[1..^1], static cell => Assert.NotEqual(string.Empty, cell.Trim())));
    }

    private static string Page() => DocsPage.Read("redis-keys.md");

    [GeneratedRegex("^\\| `([^`]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex FirstCell();

    [GeneratedRegex("(?<!\\\\)\\|")]
    private static partial Regex CellEnd();
}
