using System.Globalization;
using TypedTasks.Envelopes;

namespace TypedTasks.Runtime.Tests.Envelopes;

/// <summary>An envelope as lines of text: what is said beside the golden bytes.</summary>
internal static class EnvelopeText
{
    public static string Describe(TaskEnvelope envelope)
    {
        EnvelopeHeader header = envelope.Header;
        TravelOptions options = envelope.Options;
        List<string?> lines =
        [
            $"version {header.Version}",
            $"deliveries {header.Deliveries}",
            $"attempts {header.Attempts}",
            $"flags {header.Flags}",
            $"deferrals {header.Deferrals}",
            $"id {header.Id}",
            $"enqueued {Date(header.EnqueuedAt)}",
            $"name {System.Text.Encoding.UTF8.GetString(envelope.Name.Span)}",
            $"task version {envelope.TaskVersion}",
            .. envelope.Headers.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => $"header {pair.Key} = {pair.Value}"),
            options.ExpiresAt is { } expires ? $"expires at {Date(expires)}" : null,
            options.KeepResult is { } keep ? $"keep result {keep}" : null,
            options.Priority != 0 ? $"priority {options.Priority}" : null,
            options.Retries is { } retries ? $"retries {retries}" : null,
            options.Backoff is { } backoff ? $"backoff {backoff}" : null,
            options.FirstDelay is { } first ? $"first delay {first}" : null,
            options.MaxDelay is { } max ? $"max delay {max}" : null,
            options.Jitter is { } jitter ? $"jitter {jitter}" : null,
            options.Timeout is { } timeout ? $"timeout {timeout}" : null,
            $"arguments {Convert.ToHexString(envelope.Arguments.Span).ToLowerInvariant()}",
        ];
        return string.Join('\n', lines.OfType<string>()) + "\n";
    }

    private static string Date(DateTimeOffset date) => date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
