using System.Globalization;
using System.Text.Json;
using TypedTasks.Contract;

namespace TypedTasks.CommandLine.Contracts;

/// <summary><c>typedtasks contract check</c>.</summary>
internal static class ContractCheck
{
    public static int Run(string from, string to, string direction, bool json, TextWriter output, TextWriter errors)
    {
        WireContract? old = ContractSource.Read(from, errors);
        WireContract? now = ContractSource.Read(to, errors);
        if (old is null || now is null)
        {
            return ExitCode.Failed;
        }

        // What is new, or different and harmless, is no news here.
        ContractChange[] breaking = direction == "new-to-old" ? [] : [.. ContractComparison.All(old, now).Where(static one => one.IsBreaking)];
        ContractChange[] notes = direction == "new-to-old" ? [] : [.. RetiredSince(old, now)];
        RollingEffect[] rolling = direction == "old-to-new" ? [] : [.. RollingEffect.Of(old, now)];
        bool broken = breaking.Length > 0 || rolling.Any(static one => one.Breaks);
        if (json)
        {
            WriteJson(output, broken, breaking, notes, rolling);
        }
        else
        {
            WriteText(output, broken, direction, breaking, notes, rolling);
        }

        return broken ? ExitCode.Broken : ExitCode.Fine;
    }

    private static IEnumerable<ContractChange> RetiredSince(WireContract old, WireContract now) =>
        from task in old.Tasks.Values
        where now.IsRetired(task.Name)
        select new ContractChange(ContractChangeKind.Removed, task.Name, null, $"'{task.Name}' is retired: messages of it that still wait are buried as unknown; 'typedtasks contract broker' counts them");

    private static void WriteText(
        TextWriter output, bool broken, string direction, ContractChange[] breaking, ContractChange[] notes, RollingEffect[] rolling)
    {
        if (direction != "new-to-old")
        {
            output.WriteLine("Messages of the old build on the new one:");
            Write(breaking.Select(static one => "  ERROR  " + one.Message).Concat(notes.Select(static one => "  note   " + one.Message)));
        }

        if (direction != "old-to-new")
        {
            output.WriteLine("Messages of the new build on the old one, during a rolling deploy:");
            Write(rolling.Select(static one => (one.Breaks ? "  ERROR  " : "  note   ") + one.Message));
        }

        int errors = breaking.Length + rolling.Count(static one => one.Breaks);
        output.WriteLine(broken ? $"{errors.ToString(CultureInfo.InvariantCulture)} would break." : "Nothing breaks.");

        void Write(IEnumerable<string> lines)
        {
            string[] all = [.. lines];
            foreach (string line in all.Length == 0 ? ["  all run"] : all)
            {
                output.WriteLine(line);
            }
        }
    }

    private static void WriteJson(TextWriter output, bool broken, ContractChange[] breaking, ContractChange[] notes, RollingEffect[] rolling) => JsonText.Write(output, json =>
    {
        json.WriteBoolean("breaks", broken);
        json.WriteStartArray("oldToNew");
        foreach (ContractChange change in breaking.Concat(notes))
        {
            json.WriteStartObject();
            json.WriteBoolean("breaks", !notes.Contains(change));
            json.WriteString("kind", change.Kind.ToString());
            json.WriteString("subject", change.Subject);
            json.WriteString("message", change.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("newToOld");
        foreach (RollingEffect effect in rolling)
        {
            json.WriteStartObject();
            json.WriteBoolean("breaks", effect.Breaks);
            json.WriteString("subject", effect.Task);
            json.WriteString("message", effect.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
