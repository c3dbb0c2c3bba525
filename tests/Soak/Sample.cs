namespace TypedTasks.Soak;

/// <summary>What is held at one time, with nothing to do.</summary>
/// <param name="Minutes">Since the start.</param>
/// <param name="Sent">Tasks sent so far.</param>
/// <param name="WorkerHeaps">Managed heap of each worker after a collection, bytes.</param>
/// <param name="ProducerHeap">The same of the producer.</param>
/// <param name="RedisMemory">used_memory, bytes.</param>
/// <param name="RedisKeys">Keys.</param>
internal sealed record Sample(double Minutes, long Sent, IReadOnlyList<long> WorkerHeaps, long ProducerHeap, long RedisMemory, long RedisKeys);
