using Microsoft.Extensions.Configuration;
using TypedTasks;
using TypedTasks.Brokers;
using TypedTasks.Dispatch;
using TypedTasks.Envelopes.Sealing;
using TypedTasks.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Encryption and signing of what lies in the broker.</summary>
public static class EnvelopeKeysBuilderExtensions
{
    /// <summary>
    /// Encrypts (or signs) the messages, results and failure texts that this host writes, and takes no others, with the keys of the
    /// configuration section <c>TypedTasks:EnvelopeKeys</c>: <c>Keys:&lt;name&gt;</c> in base64, <c>CurrentKey</c>, <c>Protection</c>,
    /// <c>AcceptPlain</c>.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <exception cref="TaskSetupException">It is called twice. What is wrong with keys is said when the host starts.</exception>
    public static ITypedTasksBuilder UseEnvelopeKeys(this ITypedTasksBuilder builder) => builder.UseEnvelopeKeys(static (_, _) => { });

    /// <summary>
    /// Encrypts (or signs) the messages, results and failure texts that this host writes, and takes no others. Every host of the
    /// namespace needs the keys; docs/security.md has the steps that roll them out and rotate them while everything runs. A host
    /// that does not call this pays nothing for it.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Adds keys, says which is written with, and so on; stronger than the configuration section <c>TypedTasks:EnvelopeKeys</c>.</param>
    /// <exception cref="TaskSetupException">It is called twice. What is wrong with keys is said when the host starts.</exception>
    public static ITypedTasksBuilder UseEnvelopeKeys(this ITypedTasksBuilder builder, Action<EnvelopeKeyOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return builder.UseEnvelopeKeys((options, _) => configure(options));
    }

    /// <summary>The same, where the keys come from a service of the host.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets <see cref="EnvelopeKeyOptions.Ring"/> from the host's services, for instance.</param>
    /// <exception cref="TaskSetupException">It is called twice. What is wrong with keys is said when the host starts.</exception>
    public static ITypedTasksBuilder UseEnvelopeKeys(this ITypedTasksBuilder builder, Action<EnvelopeKeyOptions, IServiceProvider> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        if (builder.Services.Any(static service => !service.IsKeyedService && service.ServiceType == typeof(IEnvelopeSeal)))
        {
            throw new TaskSetupException("A host has one key ring, but UseEnvelopeKeys is called twice. Add all keys in one call.");
        }

        builder.Services.AddSingleton<IEnvelopeSeal>(provider =>
        {
            var options = new EnvelopeKeyOptions();
            EnvelopeKeysConfiguration.Bind(options, provider.GetService<IConfiguration>());
            configure(options, provider);
            return new EnvelopeSeal(
                options.MakeRing(), provider.GetRequiredService<IBroker>().Namespace, options.Protection, options.AcceptPlain);
        });
        return builder;
    }
}
