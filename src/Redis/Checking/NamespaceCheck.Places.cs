using StackExchange.Redis;
using TypedTasks.Brokers;
using TypedTasks.Envelopes;

namespace TypedTasks.Redis.Checking;

internal sealed partial class NamespaceCheck
{
    private const int SuspectsAtOnce = 1000;
    private const int Rounds = 3;
    private const int MaxWindow = 1000;
    private const int WindowBytes = 256 * 1024;

    /// <summary>Goes through all that was seen, an id at a time; suspects of I5 and I11 are looked at again.</summary>
    private async Task JudgeAsync()
    {
        var suspects = new List<(TaskId Id, int[] Places)>();
        for (int from = 0; from < sightings.Count;)
        {
            int to = from + 1;
            while (to < sightings.Count && sightings[to].Id == sightings[from].Id)
            {
                to++;
            }

            if (Judge(from, to) is { } suspect)
            {
                suspects.Add((sightings[from].Id, suspect));
            }

            from = to;
            if (suspects.Count == SuspectsAtOnce || (from == sightings.Count && suspects.Count > 0))
            {
                await ConfirmAsync(suspects);
                suspects.Clear();
            }
        }
    }

    /// <summary>Counts what is parked; returns the places where all is not well.</summary>
    private int[]? Judge(int from, int to)
    {
        int elsewhere = 0;
        Dictionary<FsckPlace, (bool Index, bool Bytes)>? parked = null;
        for (int i = from; i < to; i++)
        {
            Place place = places[sightings[i].Place];
            if (!place.IsScanned)
            {
                elsewhere++;
            }
            else if (i == from || sightings[i] != sightings[i - 1])
            {
                parked ??= [];
                (bool index, bool bytes) = parked.GetValueOrDefault(place.State);
                parked[place.State] = (index || place.IsIndex, bytes || !place.IsIndex);
                parkedCounts[place.State] += place.IsIndex ? 1 : 0;
                if (!place.IsIndex && place.Queue != UnknownQueue)
                {
                    string field = $"{(place.State == FsckPlace.Scheduled ? "scheduled" : "buried")}:{place.Queue}";
                    seenCounts[field] = seenCounts.GetValueOrDefault(field) + 1;
                }
            }
        }

        bool half = parked is not null && parked.Values.Any(static one => one.Index != one.Bytes);
        return half || elsewhere + (parked?.Count ?? 0) > 1 ? [.. sightings[from..to].Select(static one => one.Place).Distinct()] : null;
    }

    private async Task ConfirmAsync(List<(TaskId Id, int[] Places)> suspects)
    {
        List<(TaskId Id, int[] Places)> open = suspects;
        for (int round = 0; round < Rounds && open.Count > 0; round++)
        {
            // Where in their lanes they are by now.
            var laneWindows = new Dictionary<(TaskId Id, int Place), List<(long From, long To)>>();
            foreach (IGrouping<int, TaskId> lane in open.SelectMany(static one => one.Places.Select(place => (one.Id, place)))
                .Where(one => places[one.place].State == FsckPlace.Ready).GroupBy(static one => one.place, static one => one.Id).ToList())
            {
                await FindInLaneAsync(lane.Key, lane.ToHashSet(), laneWindows);
            }

            var moved = new List<(TaskId Id, int[] Places)>();
            foreach ((TaskId id, int[] at) in open)
            {
                if (!await ConfirmAsync(id, at, laneWindows))
                {
                    moved.Add((id, at));
                }
            }

            open = moved;
        }

        foreach ((TaskId id, _) in open)
        {
            undecided.Add($"{id} moves too fast to tell whether it is in two places");
        }
    }

    private async Task FindInLaneAsync(int place, HashSet<TaskId> wanted, Dictionary<(TaskId Id, int Place), List<(long From, long To)>> windows)
    {
        await foreach ((long first, RedisValue[] items) in reader.ListAsync(places[place].Key))
        {
            long bytes = items.Sum(static item => item.Length());
            long width = Math.Clamp(WindowBytes / Math.Max(1, bytes / items.Length), 8, MaxWindow);
            for (int i = 0; i < items.Length; i++)
            {
                if (IsHeader(items[i], out EnvelopeHeader header) && wanted.Contains(header.Id))
                {
                    Widen(windows, (header.Id, place), (Math.Max(0, first + i - width), first + i + (width / 8)));
                }
            }
        }
    }

    // Windows of one lane do not overlap, so that nothing is counted twice.
    private static void Widen(Dictionary<(TaskId Id, int Place), List<(long From, long To)>> windows, (TaskId Id, int Place) at, (long From, long To) window)
    {
        if (!windows.TryGetValue(at, out List<(long From, long To)>? list))
        {
            windows.Add(at, list = []);
        }

        if (list.Count > 0 && window.From <= list[^1].To)
        {
            window = window.To - list[^1].From <= 2 * MaxWindow ? (list[^1].From, window.To) : (list[^1].To + 1, Math.Max(list[^1].To + 1, window.To));
            if (window.From == list[^1].From)
            {
                list.RemoveAt(list.Count - 1);
            }
        }

        list.Add(window);
    }

    /// <summary>Looks at all its places at one instant.</summary>
    /// <returns>False where it was there a moment ago and moved on.</returns>
    private async Task<bool> ConfirmAsync(TaskId id, int[] at, Dictionary<(TaskId Id, int Place), List<(long From, long To)>> laneWindows)
    {
        var looks = new List<(Place Place, long From, long To)>();
        int hoped = 0;
        foreach (int index in at.DistinctBy(index => places[index].Key))
        {
            Place place = places[index];
            List<(long From, long To)> windows = place.State switch
            {
                FsckPlace.Ready => laneWindows.GetValueOrDefault((id, index)) ?? [],
                FsckPlace.Taken => [(0, TakeRequest.MaxBatch + 1)],
                _ => [(0, 0)],
            };
            hoped += place.State == FsckPlace.Ready ? windows.Count : 1;
            looks.AddRange(windows.Select(window => (place, window.From, window.To)));
        }

        // The other half of a parked task decides too.
        foreach ((RedisKey index, RedisKey tasks, FsckPlace state) in new[] { (reader.Keys.Scheduled, reader.Keys.ScheduledTasks, FsckPlace.Scheduled), (reader.Keys.Buried, reader.Keys.BuriedTasks, FsckPlace.Buried) })
        {
            if (looks.Any(look => look.Place.State == state))
            {
                looks.RemoveAll(look => look.Place.State == state);
                looks.Add((new Place(state, index, string.Empty), 0, 0));
                looks.Add((new Place(state, tasks, UnknownQueue), 0, 0));
            }
        }

        looks.RemoveAll(look => !IsReadable(look.Place.Key));
        if (looks.Count == 0)
        {
            return true;
        }

        RedisResult now = await reader.EvaluateAsync(
            RedisScripts.Where,
            [.. looks.Select(static look => look.Place.Key)],
            [id.ToByteArray(), .. looks.SelectMany(static look => new RedisValue[] { look.From, look.To })]);
        var found = looks.Select((look, i) => (look.Place, Times: (long)now[i])).ToList();
        if (!Report(id, found) && hoped > 1 && looks.Any(static look => look.Place.State == FsckPlace.Ready))
        {
            // A lane moved on while it was read: its window may have missed it.
            return found.Where(static one => one.Place.State == FsckPlace.Ready).Sum(static one => one.Times) >= looks.Count(static look => look.Place.State == FsckPlace.Ready);
        }

        return true;
    }

    private bool Report(TaskId id, List<(Place Place, long Times)> found)
    {
        bool wrong = false;
        foreach (FsckPlace state in new[] { FsckPlace.Scheduled, FsckPlace.Buried })
        {
            var halves = found.Where(one => one.Place.State == state).ToList();
            if (halves.Count == 2 && halves[0].Times != halves[1].Times)
            {
                wrong = true;
                (Place there, Place missing) = halves[0].Times > 0 ? (halves[0].Place, halves[1].Place) : (halves[1].Place, halves[0].Place);
                Find(Invariants.IndexHasItsTask, there.Key, $"has {id}, and {missing.Key} has not");
            }
        }

        var parked = found.Where(static one => one.Place.IsScanned && one.Times > 0).DistinctBy(static one => one.Place.State);
        var all = found.Where(static one => !one.Place.IsScanned && one.Times > 0).Concat(parked).ToList();
        if (all.Sum(static one => one.Times) > 1)
        {
            wrong = true;
            Find(Invariants.TaskIsInOnePlace, id.ToString(), $"is in {string.Join(" and in ", all.Select(static one => one.Times > 1 ? $"{one.Place.Key} ({Text(one.Times)} times)" : one.Place.Key.ToString()))}");
        }

        return wrong;
    }
}
