using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace TypedTasks.Hosting;

/// <summary>Reads sections of configuration by hand: no reflection, and what cannot be read is an error that names its path.</summary>
internal static class ConfigurationReading
{
    private const string None = "none";

    /// <summary>Sets what a section names. An option without a value has it from elsewhere.</summary>
    /// <exception cref="TaskSetupException">An option is unknown, or its value cannot be read.</exception>
    public static void Bind<T>(IConfigurationSection section, T options, Dictionary<string, Action<T, IConfigurationSection>> setters, string what)
    {
        foreach (IConfigurationSection option in section.GetChildren())
        {
            if (!setters.TryGetValue(option.Key, out Action<T, IConfigurationSection>? set))
            {
                throw new TaskSetupException($"{NameGrammar.PrintablePath(option.Path)} is no option {what}. There are: {string.Join(", ", setters.Keys)}.");
            }

            if (option.Value is not null || option.GetChildren().Any())
            {
                set(options, option);
            }
        }
    }

    public static int Number(IConfigurationSection value) =>
        int.TryParse(value.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out int number) ? number : throw Wrong(value, "a whole number");

    public static bool Flag(IConfigurationSection value) =>
        bool.TryParse(value.Value, out bool flag) ? flag
        : Is(value, "on") ? true
        : Is(value, "off") ? false
        : throw Wrong(value, "true or false");

    public static TimeSpan Duration(IConfigurationSection value) =>
        DurationText.TryParse(value.Value, out TimeSpan duration) ? duration : throw Wrong(value, DurationText.Expected);

    /// <summary>None is zero.</summary>
    public static TimeSpan DurationOrNone(IConfigurationSection value) =>
        IsNone(value) ? TimeSpan.Zero
        : DurationText.TryParse(value.Value, out TimeSpan duration) ? duration
        : throw Wrong(value, $"{DurationText.Expected}, or none,");

    public static T Word<T>(IConfigurationSection value)
        where T : struct, Enum =>
        Enum.TryParse(value.Value, ignoreCase: true, out T word) && Enum.IsDefined(word)
            ? word
            : throw Wrong(value, $"one of {string.Join(", ", Enum.GetNames<T>())}");

    /// <summary>A list (<c>RetryOn:0</c>, <c>RetryOn:1</c>), or one value with commas.</summary>
    public static string[] Names(IConfigurationSection value) => value.Value is { } joined
        ? joined.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        : [.. value.GetChildren().Select(child => child.Value).OfType<string>()];

    /// <summary>Whether it says that there is to be none.</summary>
    public static bool IsNone(IConfigurationSection value) => Is(value, None);

    private static bool Is(IConfigurationSection value, string word) => string.Equals(value.Value, word, StringComparison.OrdinalIgnoreCase);

    private static TaskSetupException Wrong(IConfigurationSection value, string expected) =>
        new($"{NameGrammar.PrintablePath(value.Path)} is '{NameGrammar.Printable(value.Value)}'; {expected} was expected.");
}
