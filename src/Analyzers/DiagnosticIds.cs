namespace TypedTasks.Analyzers;

/// <summary>Every id: the name is the number and the sentence. Ids are literals and are never used again for something else.</summary>
internal static class DiagnosticIds
{
    public const string TT0001TaskTypeMustBePartial = "TT0001";
    public const string TT0002TaskMustBeAccessible = "TT0002";
    public const string TT0003TaskMustNotBeGeneric = "TT0003";
    public const string TT0004TaskMustNotBeAsyncVoid = "TT0004";
    public const string TT0005TaskMustBeAnOrdinaryMethod = "TT0005";
    public const string TT0006ParameterMustBePassedByValue = "TT0006";
    public const string TT0007ProxyNameMustBeFree = "TT0007";
    public const string TT0008WireNameMustBeUnique = "TT0008";
    public const string TT0009TaskNameMustBeValid = "TT0009";
    public const string TT0010TaskHostMustBeConstructible = "TT0010";
    public const string TT0013TaskAliasMustBeFree = "TT0013";
    public const string TT1001NumberMustBeInRange = "TT1001";
    public const string TT1002QueueNameMustBeValid = "TT1002";
    public const string TT1003DurationMustBeValid = "TT1003";
    public const string TT1004RetryFilterMustNameExceptions = "TT1004";
    public const string TT1005QueueNameShouldBeAKnownOne = "TT1005";
    public const string TT1006OptionMustHaveAnEffect = "TT1006";
    public const string TT1007FirstDelayMustNotExceedMaxDelay = "TT1007";
    public const string TT1008RetryFiltersMustNotContradict = "TT1008";
    public const string TT2001ArgumentMustBeSerializable = "TT2001";
    public const string TT2002ResultMustBeSerializable = "TT2002";
    public const string TT2003AbstractPayloadMustBeAUnion = "TT2003";
    public const string TT2004LiveObjectMustNotTravel = "TT2004";
    public const string TT2005MemberMustNotBeLost = "TT2005";
    public const string TT2006PayloadMustBeConstructible = "TT2006";
    public const string TT2011UnionMustBeConsistent = "TT2011";
    public const string TT3001DelayMustBeAwaited = "TT3001";
    public const string TT3002TaskMustBeSentByItsProxy = "TT3002";
    public const string TT3003DelaysInALoopShouldBeOne = "TT3003";
    public const string TT3004ServiceMustNotBeAnArgument = "TT3004";
    public const string TT3005ResultMustNotBeAwaitedInATask = "TT3005";
    public const string TT3006ResultMustBeKept = "TT3006";
    public const string TT3007DueTimeMustNotBePast = "TT3007";
    public const string TT3008ExpiryMustComeAfterDueTime = "TT3008";
    public const string TT3009DelayMustFollowTheCommit = "TT3009";
    public const string TT3010CallOptionMustBeValid = "TT3010";
    public const string TT3011CallMustBeDelayed = "TT3011";
    public const string TT3012DelayMustNotBlock = "TT3012";
    public const string TT4001TaskMustNotBlock = "TT4001";
    public const string TT4002WorkMustEndWithTheTask = "TT4002";
    public const string TT4003FailureMustReachTheWorker = "TT4003";
    public const string TT4004CancellationMustReachTheWorker = "TT4004";
    public const string TT4007StaticStateMustNotBeWritten = "TT4007";
    public const string TT4009TaskMustNotEndTheProcess = "TT4009";
}
