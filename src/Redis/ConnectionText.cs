using StackExchange.Redis;

namespace TypedTasks.Redis;

/// <summary>
/// A connection string: StackExchange.Redis' own form (<c>host:port,user=...,ssl=true</c>), or the URI that other clients and many providers
/// use (<c>rediss://user:password@host:port/database</c>; <c>redis</c> without TLS).
/// </summary>
internal static class ConnectionText
{
    private const int DefaultPort = 6379;

    /// <exception cref="ArgumentException">It cannot be read. The message does not repeat it: it may hold a password.</exception>
    public static ConfigurationOptions Parse(string text)
    {
        if (!text.Contains("://", StringComparison.Ordinal))
        {
            return ConfigurationOptions.Parse(text);
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("redis" or "rediss") || uri.Host.Length == 0
            || uri.Query.Length > 0 || uri.Fragment.Length > 0 || !TryDatabase(uri, out int? database))
        {
            throw new ArgumentException(
                "The URI of Redis cannot be read: write redis://user:password@host:port/database, rediss:// for TLS, with nothing behind it; other options need the form host:port,name=value,...", nameof(text));
        }

        var options = new ConfigurationOptions { Ssl = uri.Scheme == "rediss", DefaultDatabase = database };
        options.EndPoints.Add(uri.IdnHost, uri.Port > 0 ? uri.Port : DefaultPort);
        string[] user = uri.UserInfo.Split(':', 2);
        if (user[0].Length > 0)
        {
            options.User = Uri.UnescapeDataString(user[0]);
        }

        if (user.Length == 2)
        {
            options.Password = Uri.UnescapeDataString(user[1]);
        }

        return options;
    }

    private static bool TryDatabase(Uri uri, out int? database)
    {
        database = null;
        string path = uri.AbsolutePath.Trim('/');
        if (path.Length == 0)
        {
            return true;
        }

        bool read = int.TryParse(path, global::System.Globalization.NumberStyles.None, global::System.Globalization.CultureInfo.InvariantCulture, out int number);
        database = number;
        return read;
    }
}
