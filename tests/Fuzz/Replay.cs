using TypedTasks.Fuzz.Engine;

namespace TypedTasks.Fuzz;

/// <summary>Reads one input again and says what comes of it. The target is the file's folder, or the beginning of its name.</summary>
internal static class Replay
{
    public static int Run(IReadOnlyList<Target> targets, string file)
    {
        string folder = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file))!);
        string name = Path.GetFileName(file);
        Target? target = targets.FirstOrDefault(one => one.Name == folder)
            ?? targets.Where(one => name.StartsWith(one.Name + "-", StringComparison.Ordinal) || name.StartsWith(one.Name + ".", StringComparison.Ordinal)).MaxBy(static one => one.Name.Length);
        if (target is null)
        {
            Console.Error.WriteLine($"'{file}' does not say its target: by its folder, or by the beginning of its name.");
            return 2;
        }

        byte[] input = Path.GetExtension(file) == ".running" ? LastInput.Read(file) : Corpus.Read(file);
        Finding? finding = Trial.Of(target, input, out string outcome);
        Console.WriteLine($"{target.Name}, {input.Length} bytes: {outcome}");
        Console.WriteLine(finding is null ? "as it should be" : $"{finding.Kind}: {finding.Text}");
        return finding is null ? 0 : 1;
    }
}
