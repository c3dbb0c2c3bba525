using TypedTasks.Analyzers.Payload;
using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Payload;

public sealed class TT2008SecretMustBeSensitiveTests : RuleTests
{
    [Theory]
    [InlineData("string [|password|]")]
    [InlineData("string? [|newPassword|]")]
    [InlineData("string [|apiKey|]")]
    [InlineData("string [|token|]")]
    [InlineData("byte[] [|clientSecret|]")]
    [InlineData("string [|smtp_password|]")]
    [InlineData("ReadOnlyMemory<byte> [|privateKey|]")]
    public Task Flags_AParameterThatIsCalledLikeASecret(string parameter) => Reports(Task(parameter));

    [Fact]
    public Task Flags_AMemberOnce_HoweverManyTasksCarryIt() => Reports("""
        public sealed class Login
        {
            public string User { get; set; } = "";

            public string [|Password|] { get; set; } = "";
        }

        public sealed record Card(string [|CardNumber|], int Year);

        public static partial class Users
        {
            [Task] public static void Add(Login login) { }
            [Task] public static void Change(List<Login> logins, Card card) { }
        }
        """);

    [Theory]
    [InlineData("[Sensitive] string password")]
    [InlineData("string passwordHint")]
    [InlineData("int passwordLength")]
    [InlineData("bool secret")]
    [InlineData("string secretName")]
    [InlineData("string pageToken")]
    [InlineData("string tokenizer")]
    [InlineData("[FromServices] string password")]
    public Task Accepts_WhatIsNoSecretOrIsMarked(string parameter) => StaysSilent(Task(parameter));

    [Fact]
    public Task Accepts_MembersThatAreMarkedOrInsideOfWhatIs() => StaysSilent("""
        public sealed class Login
        {
            [Sensitive] public string Password { get; set; } = "";
        }

        public sealed record Card([Sensitive] string CardNumber, int Year);

        public sealed record Vault(string Secret);

        public static partial class Users
        {
            [Task] public static void Add(Login login, Card card, [Sensitive] Vault vault) { }
        }
        """);

    [Fact]
    public Task Flags_WhatASerializerOfOnesOwnMayWrite() => Reports($$"""
        using TypedTasks.Serialization;

        {{Pin("string [|Password|]")}}
        """);

    [Fact]
    public Task Accepts_WhatASerializerOfOnesOwnWritesMarked() => StaysSilent($$"""
        using TypedTasks.Serialization;

        {{Pin("[Sensitive] string Password")}}
        """);

    [Fact]
    public Task Accepts_AnOverrideOfWhatIsMarked() => StaysSilent("""
        public class Login
        {
            [Sensitive] public virtual string Password { get; set; } = "";
        }

        public sealed class Renewed : Login
        {
            public override string Password { get; set; } = "";
        }

        public static partial class Users
        {
            [Task] public static void Renew(Renewed login) { }
        }
        """);

    [Fact]
    public Task Accepts_AMethodThatIsNoTask() => StaysSilent("""
        public static class Users
        {
            public static void Add(string password) { }
        }
        """);

    [Theory]
    [InlineData("userAPIKey", true)]
    [InlineData("API_KEY", true)]
    [InlineData("connectionString", true)]
    [InlineData("refreshToken", true)]
    [InlineData("keyboard", false)]
    [InlineData("primaryKey", false)]
    [InlineData("continuationToken", false)]
    [InlineData("passwordChangedAt", false)]
    public void AName_EndsWithWhatItIs(string name, bool secret) => Assert.Equal(secret, SecretNames.IsSecret(name));

    [Fact]
    public Task Fixes_ByMarkingIt() => Fixes(
        """
        public sealed class Login
        {
            // kept by the bank
            public string [|Password|] { get; set; } = "";

            [System.ComponentModel.DataAnnotations.Required]
            public string? [|ApiKey|] { get; set; }
        }

        public sealed record Card(string [|CardNumber|], int Year);

        public static partial class Users
        {
            [Task] public static void Add(int userId, /* plain */ string [|password|], Login login, Card card) { }
        }
        """,
        """
        public sealed class Login
        {
            // kept by the bank
            [Sensitive]
            public string Password { get; set; } = "";

            [Sensitive]
            [System.ComponentModel.DataAnnotations.Required]
            public string? ApiKey { get; set; }
        }

        public sealed record Card([Sensitive] string CardNumber, int Year);

        public static partial class Users
        {
            [Task] public static void Add(int userId, /* plain */ [Sensitive] string password, Login login, Card card) { }
        }
        """);

    private static string Pin(string member) => $$"""
        [TaskSerializer(typeof(PinSerializer))]
        public sealed record Pin({{member}}, int Length);

        public sealed class PinSerializer : ITaskSerializer<Pin>
        {
            public static void Write(ref PayloadWriter writer, Pin value) => writer.Write(value.Password);
            public static Pin Read(ref PayloadReader reader) => new(reader.ReadString()!, 4);
        }

        public static partial class Users
        {
            [Task] public static void Check(Pin pin) { }
        }
        """;

    private static string Task(string parameter) => $$"""
        public static partial class Users
        {
            [Task] public static void Add(int userId, {{parameter}}) { }
        }
        """;
}
