using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

namespace TypedTasks.Generators.Tests.Harness;

/// <summary>Compares what was generated with <c>Test.Name.verified.cs</c> beside the test; <c>./do accept</c> takes what was received.</summary>
internal static partial class Snapshot
{
    public static void Match(Run run, [CallerFilePath] string file = "", [CallerMemberName] string test = "")
    {
        var text = new StringBuilder();
        foreach ((string name, string source) in run.Files)
        {
            // A release must not change every snapshot.
            text.Append("//// ").Append(name).Append('\n').Append(Version().Replace(source, "\"TypedTasks.Generators\", \"x.y.z\"")).Append('\n');
        }

        string stem = Path.Combine(Path.GetDirectoryName(file)!, $"{Path.GetFileNameWithoutExtension(file)}.{test}");
        string verified = stem + ".verified.cs";
        string received = stem + ".received.cs";
        if (File.Exists(verified) && File.ReadAllText(verified).ReplaceLineEndings("\n") == text.ToString())
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text.ToString());
        Assert.Fail($"{received} differs from what was verified; if it is right, ./do accept takes it.");
    }

    [GeneratedRegex("\"TypedTasks.Generators\", \"[0-9.]+\"")]
    private static partial Regex Version();
}
