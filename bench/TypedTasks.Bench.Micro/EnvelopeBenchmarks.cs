using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using MemoryPack;
using MessagePack;
using TypedTasks.Envelopes;

namespace TypedTasks.Bench.Micro;

/// <summary>An envelope around 103 bytes of arguments, written into a reused buffer, and written and read.</summary>
public class EnvelopeBenchmarks
{
    private const string Name = "Shop.Emails.SendWelcome";

    private static readonly DateTime SentAt = new(2026, 3, 14, 15, 9, 26, DateTimeKind.Utc);

    private readonly Reusable buffer = new();
    private readonly Reusable jsonBuffer = new();
    private readonly Utf8JsonWriter json;
    private readonly TaskEnvelope envelope;
    private readonly EnvelopeShape shape;

    /// <summary>Makes what is reused.</summary>
    public EnvelopeBenchmarks()
    {
        json = new Utf8JsonWriter(jsonBuffer);
        var id = new Guid("5f0c8d6e-8b1f-4c53-9f53-1f8a2c1de6b7");
        byte[] arguments = [0x91, 0xd9, 100, .. Encoding.ASCII.GetBytes(new string('x', 100))];
        envelope = new TaskEnvelope
        {
            Header = new EnvelopeHeader(EnvelopeFormat.CurrentVersion, Deliveries: 0, Attempts: 0, Flags: 0, Deferrals: 0, new TaskId(id.ToByteArray()), SentAt),
            Name = Encoding.UTF8.GetBytes(Name),
            TaskVersion = 1,
            Headers = new Dictionary<string, string>(),
            Options = TravelOptions.None,
            Arguments = arguments,
        };
        shape = new EnvelopeShape { Version = 1, Id = id, EnqueuedAt = SentAt, Name = Name, TaskVersion = 1, Arguments = arguments };
    }

    /// <summary>Ours.</summary>
    [Benchmark]
    public int Write_TypedTasks()
    {
        buffer.Reset();
        EnvelopeFormat.Write(buffer, envelope);
        return buffer.Written.Length;
    }

    /// <summary>System.Text.Json.</summary>
    [Benchmark]
    public int Write_SystemTextJson()
    {
        jsonBuffer.Reset();
        json.Reset();
        JsonSerializer.Serialize(json, shape, MicroJson.Default.EnvelopeShape);
        return jsonBuffer.Written.Length;
    }

    /// <summary>MessagePack-CSharp.</summary>
    [Benchmark]
    public int Write_MessagePackCSharp()
    {
        buffer.Reset();
        MessagePackSerializer.Serialize(buffer, shape);
        return buffer.Written.Length;
    }

    /// <summary>MemoryPack.</summary>
    [Benchmark]
    public int Write_MemoryPack()
    {
        buffer.Reset();
        MemoryPackSerializer.Serialize(buffer, shape);
        return buffer.Written.Length;
    }

    /// <summary>Ours.</summary>
    [Benchmark]
    public EnvelopeProblem Both_TypedTasks()
    {
        Write_TypedTasks();
        return EnvelopeFormat.TryRead(buffer.Written, out _);
    }

    /// <summary>System.Text.Json.</summary>
    [Benchmark]
    public EnvelopeShape? Both_SystemTextJson()
    {
        Write_SystemTextJson();
        return JsonSerializer.Deserialize(jsonBuffer.Written.Span, MicroJson.Default.EnvelopeShape);
    }

    /// <summary>MessagePack-CSharp.</summary>
    [Benchmark]
    public EnvelopeShape Both_MessagePackCSharp()
    {
        Write_MessagePackCSharp();
        return MessagePackSerializer.Deserialize<EnvelopeShape>(buffer.Written);
    }

    /// <summary>MemoryPack.</summary>
    [Benchmark]
    public EnvelopeShape? Both_MemoryPack()
    {
        Write_MemoryPack();
        return MemoryPackSerializer.Deserialize<EnvelopeShape>(buffer.Written.Span);
    }
}
