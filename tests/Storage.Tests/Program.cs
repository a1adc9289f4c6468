using Storage.Tests;
using Storage.Tests.Faults;
using Xunit.MicrosoftTestingPlatform;

return args is [AppendUntilKilled.Verb, var provider, var target]
    ? await AppendUntilKilled.Run(provider, target)
    : await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
