using TypedTasks.Brokers;

namespace TypedTasks.Redis;

/// <summary>One envelope that travels with others. Whoever awaits it goes on elsewhere: his code must not hold up that of others.</summary>
internal sealed class SharedPush(Lane lane, ReadOnlyMemory<byte> envelope)
    : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public Lane Lane { get; } = lane;

    public ReadOnlyMemory<byte> Envelope { get; } = envelope;

    /// <summary>What goes together in one command: envelopes of one lane, in their order, within the bounds.</summary>
    public static List<List<SharedPush>> InCommands(List<SharedPush> together, int maxItems, long maxBytes)
    {
        var commands = new List<List<SharedPush>>(1);
        var filling = new List<(List<SharedPush> Command, long Bytes)>(1);
        foreach (SharedPush push in together)
        {
            int at = filling.FindIndex(one => one.Command[0].Lane == push.Lane);
            if (at < 0)
            {
                at = filling.Count;
                filling.Add(default);
            }

            (List<SharedPush>? command, long bytes) = filling[at];
            bytes += push.Envelope.Length;
            if (command is null || command.Count == maxItems || bytes > maxBytes)
            {
                (command, bytes) = ([], push.Envelope.Length);
                commands.Add(command);
            }

            command.Add(push);
            filling[at] = (command, bytes);
        }

        return commands;
    }
}
