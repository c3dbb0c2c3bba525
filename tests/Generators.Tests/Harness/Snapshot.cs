using System.Runtime.CompilerServices;
using System.Text;

namespace TypedTasks.Generators.Tests.Harness;

/// <summary>Compares what was generated with <c>Test.Name.verified.cs</c> beside the test; <c>./do accept</c> takes what was received.</summary>
internal static class Snapshot
{
    public static void Match(Run run, [CallerFilePath] string file = "", [CallerMemberName] string test = "")
    {
        var text = new StringBuilder();
        foreach ((string name, string source) in run.Files)
        {
            text.Append("//// ").Append(name).Append('\n').Append(source).Append('\n');
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
}
