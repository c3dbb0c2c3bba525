using System.Text.Json.Serialization;

namespace TypedTasks.Bench.Jobs;

/// <summary>Jobs and reports as JSON without reflection: the worker also runs as a native program.</summary>
[JsonSerializable(typeof(Job))]
[JsonSerializable(typeof(JobReport))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
public sealed partial class JobJson : JsonSerializerContext;
