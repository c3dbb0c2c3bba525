using System.Text;

namespace TypedTasks.Analyzers.Payload;

/// <summary>What secrets are called. The end of a name says what it is: a password, and not the length of one.</summary>
internal static class SecretNames
{
    private static readonly string[] Endings =
    [
        "password", "passwd", "pwd", "passphrase", "passcode", "secret",
        "api key", "apikey", "access key", "private key", "secret key", "signing key", "encryption key",
        "access token", "refresh token", "auth token", "bearer token", "reset token", "session token", "api token",
        "connection string", "credential", "credentials",
        "card number", "cvv", "cvc", "ssn", "social security number",
    ];

    /// <summary>Of these only the whole name tells: there are tokens of pages, of parsers and of chats.</summary>
    private static readonly string[] Whole = ["token", "jwt"];

    public static bool IsSecret(string name)
    {
        var words = Words(name);
        return Whole.Contains(words) || Endings.Any(ending => words == ending || words.EndsWith(" " + ending, StringComparison.Ordinal));
    }

    /// <summary><c>userAPIKey</c> and <c>user_api_key</c> are <c>user api key</c>.</summary>
    private static string Words(string name)
    {
        var words = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            var starts = char.IsUpper(name[i]) && i > 0 && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if ((starts || name[i] == '_') && words.Length > 0 && words[words.Length - 1] != ' ')
            {
                words.Append(' ');
            }

            if (name[i] != '_')
            {
                words.Append(char.ToLowerInvariant(name[i]));
            }
        }

        return words.ToString().TrimEnd();
    }
}
