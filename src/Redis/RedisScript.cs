using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;

namespace TypedTasks.Redis;

/// <summary>One Lua file of Scripts/: constant text, run by its hash.</summary>
internal sealed class RedisScript
{
    private const string Include = "--! include ";
    private readonly byte[] hash;

    private RedisScript(string name, string text)
    {
        Name = name;
        Text = text;
        hash = HashOf(text);
        Sha = Convert.ToHexString(hash).ToLowerInvariant();
    }

    /// <summary>The verb.</summary>
    public string Name { get; }

    /// <summary>The text with its shared pieces, as Redis gets it.</summary>
    public string Text { get; }

    /// <summary>The hash as Redis names it: 40 lower-case hexadecimal digits.</summary>
    public string Sha { get; }

    public static RedisScript Load(string name) => new(name, Expand(Read($"{name}.lua")));

    /// <summary>
    /// Runs it by its hash. NOSCRIPT alone proves that nothing ran; then, also in the middle of a pipeline, the text is sent.
    /// </summary>
    public Task<RedisResult> EvaluateAsync(IDatabase database, RedisKey[] keys, RedisValue[] values)
    {
        Task<RedisResult> first = database.ScriptEvaluateAsync(hash, keys, values, CommandFlags.DemandMaster);
        return first.IsCompletedSuccessfully ? first : AwaitAsync(first, database, keys, values);
    }

    private async Task<RedisResult> AwaitAsync(Task<RedisResult> first, IDatabase database, RedisKey[] keys, RedisValue[] values)
    {
        try
        {
            return await first;
        }
        catch (RedisServerException error) when (error.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            return await database.ScriptEvaluateAsync(Text, keys, values, CommandFlags.DemandMaster | CommandFlags.NoScriptCache);
        }
    }

    private static string Expand(string text)
    {
        var expanded = new StringBuilder();
        foreach (string line in text.Split('\n'))
        {
            expanded.Append(line.StartsWith(Include, StringComparison.Ordinal) ? Read(line[Include.Length..].Trim()) : line).Append('\n');
        }

        return expanded.ToString();
    }

    private static string Read(string path)
    {
        using Stream stream = typeof(RedisScript).Assembly.GetManifestResourceStream($"Scripts/{path}")
            ?? throw new InvalidOperationException($"The script {path} is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

#pragma warning disable CA5350 // Redis names scripts by SHA-1; nothing here relies on it being hard to forge.
    private static byte[] HashOf(string text) => SHA1.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5350
}
