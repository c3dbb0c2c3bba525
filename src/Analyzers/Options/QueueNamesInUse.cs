using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace TypedTasks.Analyzers.Options;

/// <summary>Every queue that a compilation names; filled from several threads, read at the end.</summary>
internal sealed class QueueNamesInUse
{
    private const string Default = "default";

    private readonly ConcurrentBag<(string Name, Location Place)> sent = [];
    private readonly ConcurrentBag<string> worked = [];

    /// <summary>A task or a call goes to a queue.</summary>
    public void Send(string name, Location place) => sent.Add((name, place));

    /// <summary>A worker takes from a queue.</summary>
    public void Work(string name) => worked.Add(name);

    /// <summary>The places whose queue no worker here takes from, and which is nearly the name of another that is surer.</summary>
    public IEnumerable<(string Name, string Meant, Location Place)> Doubtful()
    {
        var known = new HashSet<string>(worked.Append(Default), StringComparer.Ordinal);
        var uses = sent.GroupBy(static one => one.Name, StringComparer.Ordinal).ToDictionary(static one => one.Key, static one => one.Count(), StringComparer.Ordinal);
        foreach (var (name, place) in sent)
        {
            if (known.Contains(name))
            {
                continue;
            }

            // A queue that a worker takes from is sure; of two others the one that is named more often.
            var meant = known.Concat(uses.Where(one => !known.Contains(one.Key) && one.Value > uses[name]).Select(static one => one.Key))
                .Where(other => QueueNearness.IsSlip(name, other))
                .OrderBy(static one => one, StringComparer.Ordinal)
                .FirstOrDefault();
            if (meant is not null)
            {
                yield return (name, meant, place);
            }
        }
    }
}
