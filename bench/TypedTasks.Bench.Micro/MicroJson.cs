using System.Text.Json.Serialization;

namespace TypedTasks.Bench.Micro;

/// <summary>System.Text.Json by its source generator.</summary>
[JsonSerializable(typeof(PlainOrder))]
[JsonSerializable(typeof(EnvelopeShape))]
public sealed partial class MicroJson : JsonSerializerContext;
