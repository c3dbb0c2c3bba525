using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;

namespace TypedTasks.Redis;

/// <summary>One Lua file of Scripts/: constant text, run by its hash.</summary>
internal sealed class RedisScript
{
    private const string Include = "--! include ";
    private readonly object gate = new();
    private readonly byte[] hash;

    // The call sent last, while it is under way.
    private Call? newest;

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
    /// Runs it by its hash. NOSCRIPT alone proves that nothing ran; then, also in the middle of a pipeline, the text is sent, for
    /// calls one behind the other in their order.
    /// </summary>
    public Task<RedisResult> EvaluateAsync(IDatabase database, RedisKey[] keys, RedisValue[] values)
    {
        var call = new Call(database, keys, values);
        lock (gate)
        {
            (call.Before, newest) = (newest, call);
            call.First = database.ScriptEvaluateAsync(hash, keys, values, CommandFlags.DemandMaster);
        }

        return AwaitAsync(call);
    }

    private async Task<RedisResult> AwaitAsync(Call call)
    {
        try
        {
            return await call.First!;
        }
        catch (RedisServerException error) when (IsUnknown(error))
        {
            return await SendText(call);
        }
        finally
        {
            call.Before = null;
            Interlocked.CompareExchange(ref newest, null, call);
        }
    }

    // Refusals arrive in the order of their calls, but are seen by several threads at once: what was sent before is waited for,
    // and the text is sent for it too.
    private async Task<RedisResult> SendText(Call call)
    {
        for (Call? one = call.Before; one is { Second: null }; one = one.Before)
        {
            if (one.Database.Multiplexer == call.Database.Multiplexer)
            {
                await ((Task)one.First!).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        return await SendTextInOrder(call);
    }

    private Task<RedisResult> SendTextInOrder(Call call)
    {
        lock (gate)
        {
            var refused = new Stack<Call>();
            for (Call? one = call; one is { Second: null }; one = one.Before)
            {
                if (one.First is { IsFaulted: true, Exception.InnerException: RedisServerException error } && IsUnknown(error))
                {
                    refused.Push(one);
                }
            }

            while (refused.TryPop(out Call? one))
            {
                one.Second = one.Database.ScriptEvaluateAsync(Text, one.Keys, one.Values, CommandFlags.DemandMaster | CommandFlags.NoScriptCache);
            }

            return call.Second!;
        }
    }

    private static bool IsUnknown(RedisServerException error) => error.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal);

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

    private sealed class Call(IDatabase database, RedisKey[] keys, RedisValue[] values)
    {
        public IDatabase Database => database;

        public RedisKey[] Keys => keys;

        public RedisValue[] Values => values;

        /// <summary>The one sent before it; null when this one has its reply.</summary>
        public Call? Before { get; set; }

        /// <summary>By the hash.</summary>
        public Task<RedisResult>? First { get; set; }

        /// <summary>By the text, where Redis did not know the hash.</summary>
        public Task<RedisResult>? Second { get; set; }
    }
}
