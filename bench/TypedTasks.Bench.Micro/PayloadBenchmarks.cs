using System.Text.Json;
using BenchmarkDotNet.Attributes;
using MemoryPack;
using MessagePack;
using TypedTasks.Generated.TypedTasks_Bench_Micro.Payloads;
using TypedTasks.Serialization;

namespace TypedTasks.Bench.Micro;

/// <summary>The record of nine fields, written into a reused buffer, and written and read.</summary>
public class PayloadBenchmarks
{
    private readonly Order order = Order.Sample();
    private readonly PlainOrder plain = PlainOrder.Sample();
    private readonly Reusable buffer = new();
    private readonly Reusable jsonBuffer = new();
    private readonly Utf8JsonWriter json;

    /// <summary>Makes what is reused.</summary>
    public PayloadBenchmarks() => json = new Utf8JsonWriter(jsonBuffer);

    /// <summary>Ours, annotated: an array.</summary>
    [Benchmark]
    public int Write_TypedTasksArray()
    {
        buffer.Reset();
        var writer = new PayloadWriter(buffer);
        TypedTasks_Bench_Micro_Order.Write(ref writer, order);
        writer.Flush();
        return buffer.Written.Length;
    }

    /// <summary>Ours, plain: a map.</summary>
    [Benchmark]
    public int Write_TypedTasks()
    {
        buffer.Reset();
        var writer = new PayloadWriter(buffer);
        TypedTasks_Bench_Micro_PlainOrder.Write(ref writer, plain);
        writer.Flush();
        return buffer.Written.Length;
    }

    /// <summary>System.Text.Json.</summary>
    [Benchmark]
    public int Write_SystemTextJson()
    {
        jsonBuffer.Reset();
        json.Reset();
        JsonSerializer.Serialize(json, plain, MicroJson.Default.PlainOrder);
        return jsonBuffer.Written.Length;
    }

    /// <summary>MessagePack-CSharp.</summary>
    [Benchmark]
    public int Write_MessagePackCSharp()
    {
        buffer.Reset();
        MessagePackSerializer.Serialize(buffer, order);
        return buffer.Written.Length;
    }

    /// <summary>MemoryPack.</summary>
    [Benchmark]
    public int Write_MemoryPack()
    {
        buffer.Reset();
        MemoryPackSerializer.Serialize(buffer, order);
        return buffer.Written.Length;
    }

    /// <summary>Ours, annotated.</summary>
    [Benchmark]
    public Order Both_TypedTasksArray()
    {
        Write_TypedTasksArray();
        var reader = new PayloadReader(buffer.Written);
        return TypedTasks_Bench_Micro_Order.Read(ref reader);
    }

    /// <summary>Ours, plain.</summary>
    [Benchmark]
    public PlainOrder Both_TypedTasks()
    {
        Write_TypedTasks();
        var reader = new PayloadReader(buffer.Written);
        return TypedTasks_Bench_Micro_PlainOrder.Read(ref reader);
    }

    /// <summary>System.Text.Json.</summary>
    [Benchmark]
    public PlainOrder? Both_SystemTextJson()
    {
        Write_SystemTextJson();
        return JsonSerializer.Deserialize(jsonBuffer.Written.Span, MicroJson.Default.PlainOrder);
    }

    /// <summary>MessagePack-CSharp.</summary>
    [Benchmark]
    public Order Both_MessagePackCSharp()
    {
        Write_MessagePackCSharp();
        return MessagePackSerializer.Deserialize<Order>(buffer.Written);
    }

    /// <summary>MemoryPack.</summary>
    [Benchmark]
    public Order? Both_MemoryPack()
    {
        Write_MemoryPack();
        return MemoryPackSerializer.Deserialize<Order>(buffer.Written.Span);
    }
}
