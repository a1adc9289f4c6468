namespace Grains.Tests.Harness;

/// <summary>An engine that carries out at once what is due as it is written, as the server does. Its agenda's rounds are still weeks apart.</summary>
internal sealed class PromptEngine : Engine
{
    protected override bool PromptDuties => true;
}
