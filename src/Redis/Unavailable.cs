using System.Security.Authentication;
using StackExchange.Redis;

namespace TypedTasks.Redis;

/// <summary>The words of <see cref="BrokerUnavailableException"/>: endpoint, what happened, remedy.</summary>
internal static class Unavailable
{
    public static BrokerUnavailableException Refused(string endpoint, string what, string remedy, Exception? inner = null) =>
        new($"Redis at {endpoint} {what}. {remedy}", inner);

    public static BrokerUnavailableException WrongPassword(string endpoint, Exception? inner) =>
        Refused(endpoint, "refused the user or the password", "Set 'user' and 'password' in the connection string (host:port,user=...,password=...).", inner);

    public static BrokerUnavailableException BadCertificate(string endpoint, string words, Exception? inner) =>
        Refused(endpoint, $"could not be spoken to over TLS ({words})", "Trust its authority (the system's store, or ConfigurationOptions.TrustIssuer), name its host as the certificate does (sslHost=...), or renew the certificate.", inner);

    public static BrokerUnavailableException NoServer(string endpoint, Exception? inner) =>
        Refused(endpoint, "cannot be reached", "Is it running, and are host, port and TLS ('ssl=true') of the connection string right?", inner);

    /// <summary>What a driver's exception means for a connection that is being made.</summary>
    public static BrokerUnavailableException WhileConnecting(string endpoint, Exception error)
    {
        // The driver calls a certificate that is not accepted an authentication failure, as it does a wrong password.
        for (Exception? one = error; one is not null; one = one.InnerException)
        {
            if (one is AuthenticationException || one.Message.Contains("(AuthenticationException)", StringComparison.Ordinal))
            {
                return BadCertificate(endpoint, one.Message, error);
            }
        }

        for (Exception? one = error; one is not null; one = one.InnerException)
        {
            if (one is RedisServerException server)
            {
                return ServerCheck.Refusal(endpoint, server);
            }

            if (one is RedisConnectionException { FailureType: ConnectionFailureType.AuthenticationFailure }
                || one.Message.Contains("authentication failure", StringComparison.OrdinalIgnoreCase)
                || one.Message.Contains("NOAUTH", StringComparison.Ordinal)
                || one.Message.Contains("WRONGPASS", StringComparison.Ordinal))
            {
                return WrongPassword(endpoint, error);
            }
        }

        return NoServer(endpoint, error);
    }

    /// <summary>What a driver's exception means for a call that may be sent again.</summary>
    public static BrokerUnavailableException During(string what, string endpoint, Exception error) => error switch
    {
        RedisServerException server => new($"Redis at {endpoint} refused to {what} ({server.Message}). {Remedy(server)}", error) { IsRefusal = IsLasting(server) },
        RedisConnectionException => Refused(endpoint, $"was not reached to {what}", "The call may be sent again once it is back.", error),
        TimeoutException => Refused(endpoint, $"did not answer in time to {what}, so the outcome is unknown", "The call may be sent again.", error),
        _ => Refused(endpoint, $"could not be asked to {what} ({error.Message})", "The call may be sent again.", error),
    };

    // What Redis says while it loads, fails over or is full passes by itself; these do not.
    public static bool IsLasting(RedisServerException error) => Says(error, "ERR") || Says(error, "WRONGTYPE") || Says(error, "NOPERM");

    /// <summary>Whether the server answered with this code, or with one of its scripts that had it from a command.</summary>
    public static bool Says(RedisServerException error, string code) => Cause(error.Message).StartsWith(code, StringComparison.Ordinal);

    public static string Remedy(RedisServerException error) =>
        Says(error, "OOM") ? "Its memory is full: raise maxmemory, or let workers drain its queues."
        : Says(error, "READONLY") ? "It is a replica now; the call may be sent again once the new primary is known."
        : Says(error, "LOADING") ? "It is loading its data; the call may be sent again."
        : IsForbidden(error) ? "Grant this user the right: docs/security.md has the roles, eng/redis/typedtasks.acl their ACL rules."
        : "The call may be sent again once the cause is gone.";

    /// <summary>Whether the server's ACL refused; a refusal of a script's own call has words of its own in each version.</summary>
    public static bool IsForbidden(RedisServerException error) =>
        error.Message.Contains("NOPERM", StringComparison.Ordinal) || error.Message.Contains("ACL failure", StringComparison.Ordinal)
        || error.Message.Contains("can't run this command", StringComparison.Ordinal) || error.Message.Contains("can't access", StringComparison.Ordinal)
        || error.Message.Contains("no permissions", StringComparison.Ordinal);

    // Before version 7 a script's error wraps that of its command: "ERR Error running script (call to f_...): @user_script:7: -OOM command not allowed ...".
    private static ReadOnlySpan<char> Cause(ReadOnlySpan<char> message)
    {
        int wrapped = message.StartsWith("ERR Error running script", StringComparison.Ordinal) ? message.IndexOf(": -", StringComparison.Ordinal) : -1;
        return wrapped < 0 ? message : message[(wrapped + ": -".Length)..];
    }
}
