using Microsoft.Extensions.Configuration;

namespace TypedTasks.Hosting;

/// <summary>Binds the section <c>TypedTasks:EnvelopeKeys</c> by hand. No message repeats a value: it may be a secret.</summary>
internal static class EnvelopeKeysConfiguration
{
    /// <summary>Its key in the section <c>TypedTasks</c>.</summary>
    public const string Key = "EnvelopeKeys";

    private const string Keys = "Keys";

    /// <exception cref="TaskSetupException">A value cannot be read, or an option is unknown.</exception>
    public static void Bind(EnvelopeKeyOptions options, IConfiguration? configuration)
    {
        if (configuration is null)
        {
            return;
        }

        foreach (IConfigurationSection option in configuration.GetSection(EnvelopeKeyOptions.Section).GetChildren())
        {
            if (Is(option, nameof(EnvelopeKeyOptions.Protection)))
            {
                options.Protection = Enum.TryParse(option.Value, ignoreCase: true, out EnvelopeProtection protection) && Enum.IsDefined(protection)
                    ? protection
                    : throw new TaskSetupException($"{option.Path} must be one of {string.Join(", ", Enum.GetNames<EnvelopeProtection>())}.");
            }
            else if (Is(option, nameof(EnvelopeKeyOptions.AcceptPlain)))
            {
                options.AcceptPlain = bool.TryParse(option.Value, out bool accept) ? accept : throw new TaskSetupException($"{option.Path} must be true or false.");
            }
            else if (Is(option, nameof(EnvelopeKeyOptions.CurrentKey)))
            {
                options.CurrentKey = option.Value;
            }
            else if (Is(option, Keys))
            {
                foreach (IConfigurationSection key in option.GetChildren())
                {
                    Add(options, key);
                }
            }
            else
            {
                throw new TaskSetupException($"{option.Path} is no option of the envelope keys. There are: Protection, AcceptPlain, CurrentKey, Keys:<name>.");
            }
        }
    }

    private static void Add(EnvelopeKeyOptions options, IConfigurationSection key)
    {
        try
        {
            options.Add(key.Key, key.Value ?? string.Empty);
        }
        catch (ArgumentException error)
        {
            throw new TaskSetupException($"{key.Path}: {error.Message}");
        }
    }

    private static bool Is(IConfigurationSection option, string name) => string.Equals(option.Key, name, StringComparison.OrdinalIgnoreCase);
}
