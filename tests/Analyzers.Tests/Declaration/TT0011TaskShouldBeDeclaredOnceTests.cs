using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Declaration;

public sealed class TT0011TaskShouldBeDeclaredOnceTests : RuleTests
{
    [Fact]
    public Task Flags_AnImplementationOfATask() => Reports("""
        public partial interface IEmails
        {
            [Task] void Send(int userId);
        }

        public sealed partial class Emails : IEmails
        {
            [Task] public void [|Send|](int userId) { }
        }
        """);

    [Fact]
    public Task Flags_AnOverrideOfATask() => Reports("""
        public partial class Emails
        {
            [Task] public virtual void Send(int userId) { }
        }

        public sealed partial class Letters : Emails
        {
            [Task] public override void [|Send|](int userId) { }
        }
        """);

    [Fact]
    public Task Accepts_AnImplementationWithoutTask() => StaysSilent("""
        public partial interface IEmails
        {
            [Task] void Send(int userId);
        }

        public sealed class Emails : IEmails
        {
            public void Send(int userId) { }
        }
        """);

    [Fact]
    public Task Accepts_ATaskThatImplementsAnOrdinaryMethod() => StaysSilent("""
        public interface IEmails
        {
            void Send(int userId);
        }

        public sealed partial class Emails : IEmails
        {
            [Task] public void Send(int userId) { }
        }
        """);

    [Fact]
    public Task Accepts_AnOverloadThatImplementsNothing() => StaysSilent("""
        public partial interface IEmails
        {
            [Task] void Send(int userId);
        }

        public sealed partial class Emails : IEmails
        {
            public void Send(int userId) { }

            [Task(Name = "send-by-name")] public void Send(string name) { }
        }
        """);

    [Fact]
    public Task Fixes_ByRemovingTheSecondTask() => Fixes(
        """
        public partial interface IEmails
        {
            [Task] void Send(int userId);

            [Task] void Read(int userId);
        }

        public sealed partial class Emails : IEmails
        {
            /// <summary>Sends.</summary>
            [Task(Retries = 5)]
            public void [|Send|](int userId) { }

            [Obsolete, Task] public void [|Read|](int userId) { }
        }
        """,
        """
        public partial interface IEmails
        {
            [Task] void Send(int userId);

            [Task] void Read(int userId);
        }

        public sealed partial class Emails : IEmails
        {
            /// <summary>Sends.</summary>
            public void Send(int userId) { }

            [Obsolete] public void Read(int userId) { }
        }
        """);
}
