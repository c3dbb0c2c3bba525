namespace TypedTasks.BrokerConformance;

/// <summary>Names that somebody chose to reach another's key, to end a line of a log or to be taken for another name.</summary>
public static class HostileNames
{
    /// <summary>Each is outside the grammar of queues and namespaces.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "", " ", ":", "|", "{", "}", "{}", "*", "?", "[", "[a-z]", "\\", "/", "%", "%w+", "%s", "%n", "^.*$", "default*", "d?fault", "'", "\"", "`", "$(id)", "<b>",
        "\0", "default\0", "\r\n", "default\r\nFLUSHALL\r\n", "\t", "\u001b[2J", "\u007f", " default", "default ", "a b",
        "q:default:0", "default:0", "default:s", "a}:{b", "tt}:leases", "}:leases", "{other}:q:default:0", "../other", "..\\other", "|{other}:q:default:0",
        "scheduled:tasks", "buried:tasks", "rescue:lock", "wake:worker1",
        "d\u0435fault", "\uff44efault", "default\u200b", "\u202etluafed", "stra\u00dfe", "\ud83d\ude00", "\ud800", "\udc00default", "\u0130", "\u0000\uffff",
        new('q', NameGrammar.MaxQueueLength + 1), new('q', 100 * 1024), new('\n', 100 * 1024),
    ];

    /// <summary>Each is a good name of a queue, and looks like something else that Redis holds.</summary>
    public static IReadOnlyList<string> LooksLikeAnother { get; } =
    [
        ".", "..", "-", "_", "0", "s", "p1", "q", "l", "r", "t", "tt", "once", "idle", "check", "leases", "scheduled", "buried", "counts", "queues", "rescue", "wake", "done", "tasks",
        "worker1.1", "nan", "inf", "NULL", "DEFAULT", "default.", "--", new('q', NameGrammar.MaxQueueLength),
    ];

    /// <summary>That a refusal says what was refused and what to use, on one short line that can be printed anywhere.</summary>
    public static void AssertTells(string message, string name)
    {
        Assert.True(message.Length < 1000, $"{message.Length} characters");
        Assert.DoesNotContain(message, static c => c is < ' ' or > '~');
        Assert.Contains($"'{NameGrammar.Printable(name)}'", message, StringComparison.Ordinal);
        Assert.Contains("letters", message, StringComparison.Ordinal);
    }
}
