namespace TypedTasks.Runtime.Tests.Envelopes;

/// <summary>The envelopes of tests/golden/envelopes.</summary>
internal static class Golden
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "golden", "envelopes");

    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Folder, "*.hex").Select(static file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    public static byte[] Bytes(string name) => Convert.FromHexString(File.ReadAllText(Path.Combine(Folder, name + ".hex")).ReplaceLineEndings(string.Empty));

    public static string Reading(string name) => File.ReadAllText(Path.Combine(Folder, name + ".txt")).ReplaceLineEndings("\n");
}
