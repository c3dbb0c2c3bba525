namespace TypedTasks.Simulation.Network;

/// <summary>How bad the network is now: what share of messages meets with which trouble.</summary>
internal sealed class Weather
{
    public double LostRequests { get; set; }

    public double LostReplies { get; set; }

    public double SentTwice { get; set; }

    public double LostWakes { get; set; }

    public double Slow { get; set; }

    public static Weather Fine => new();
}
