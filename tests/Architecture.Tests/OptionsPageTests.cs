using System.Globalization;
using System.Reflection;
using TypedTasks.Redis;
using TypedTasks.Worker;

namespace TypedTasks.Architecture.Tests;

/// <summary>docs/options.md lists every option that there is, with the default that it has.</summary>
public sealed class OptionsPageTests
{
    [Fact]
    public void The_options_of_a_task() =>
        // What is null in the attribute has its default elsewhere; the page says it.
        Compare("A task", new TaskAttribute(), new()
        {
            ["Queue"] = TaskDefaults.DefaultQueue,
            ["FirstDelay"] = RetryPolicy.Default.FirstDelay,
            ["MaxDelay"] = RetryPolicy.Default.MaxDelay,
            ["KeepResult"] = "1d",
        });

    [Fact]
    public void The_defaults_of_an_attribute_are_those_of_a_task_without_one()
    {
        var attribute = new TaskAttribute();

        Assert.Equal(
            (RetryPolicy.Default.Retries, RetryPolicy.Default.Backoff, RetryPolicy.Default.Jitter, TaskDefaults.None.Priority),
            (attribute.Retries, attribute.Backoff, attribute.Jitter, attribute.Priority));
        Assert.Equal(TimeSpan.FromDays(1), new TypedTasksOptions().DefaultKeepResult);
    }

    [Fact]
    public void The_options_of_a_host() => Compare("A host", new TypedTasksOptions(), new(), "Tasks", "Queues", "Sending");

    [Fact]
    public void The_options_of_sending() => Compare("Sending", new SendingOptions(), new());

    [Fact]
    public void The_options_of_a_queue() => Compare("A queue", new QueueOptions(), new());

    [Fact]
    public void The_options_of_a_worker() => Compare("A worker", new WorkerOptions(), new() { ["Queues(...)"] = TaskDefaults.DefaultQueue }, nameof(WorkerOptions.QueueNames));

    [Fact]
    public void The_options_of_Redis() => Compare("Redis", new RedisOptions(), new());

    [Fact]
    public void The_options_of_the_envelope_keys() => Compare("Keys", new EnvelopeKeyOptions(), new() { ["Keys"] = DBNull.Value });

    /// <param name="section">How the section's heading begins.</param>
    /// <param name="options">Fresh ones.</param>
    /// <param name="elsewhere">Rows whose default is not the value of the property of that name.</param>
    /// <param name="without">Properties that have no row.</param>
    private static void Compare(string section, object options, Dictionary<string, object> elsewhere, params string[] without)
    {
        Dictionary<string, string> rows = Rows(section);
        Dictionary<string, object?> values = options.GetType()
            .GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(property => !without.Contains(property.Name))
            .ToDictionary(property => property.Name, property => property.GetValue(options));
        foreach ((string name, object value) in elsewhere)
        {
            values[name] = value;
        }

        Assert.Equal(values.Keys.Order(StringComparer.Ordinal), rows.Keys.Order(StringComparer.Ordinal));
        Assert.All(values, value => Assert.True(
            Says(rows[value.Key], value.Value), $"{value.Key}: the page says '{rows[value.Key]}', the code {value.Value}."));
    }

    private static Dictionary<string, string> Rows(string section) => Repository.Read("docs/options.md")
        .Split("\n## ")
        .Single(part => part.StartsWith(section, StringComparison.Ordinal))
        .Split('\n')
        .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .ToDictionary(cells => cells[1].Trim('`'), cells => cells[2]);

    // A default that is null is told in words, which no test can judge.
    private static bool Says(string text, object? value) => value switch
    {
        null or DBNull => text.Length > 0 && !char.IsAsciiDigit(text[0]),
        bool flag => Word(text) == (flag ? "on" : "off"),
        int number => text.Replace(",", string.Empty, StringComparison.Ordinal) == number.ToString(CultureInfo.InvariantCulture),
        TimeSpan duration => Duration(text.Split(',')[0]) == duration,
        Enum kind => string.Equals(Word(text), kind.ToString(), StringComparison.OrdinalIgnoreCase),
        _ => text.StartsWith($"`{value}`", StringComparison.Ordinal),
    };

    private static string Word(string text) => text.Split(' ', ':', ',')[0];

    private static TimeSpan Duration(string text)
    {
        string[] words = text.Split(' ');
        double number = double.Parse(words[0], CultureInfo.InvariantCulture);
        return words[1] switch
        {
            "ms" => TimeSpan.FromMilliseconds(number),
            "s" => TimeSpan.FromSeconds(number),
            "min" => TimeSpan.FromMinutes(number),
            "h" => TimeSpan.FromHours(number),
            "day" or "days" => TimeSpan.FromDays(number),
            _ => throw new FormatException($"'{text}' is no duration."),
        };
    }
}
