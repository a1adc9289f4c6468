using ExamEngine.Interchange.OpenBadges;
using ExamEngine.Silo.Badges;

namespace ExamEngine.Silo;

/// <summary><c>verify FILE...</c>: whether badges of any issuer are signed, unchanged and still stand. Needs no data and no server.</summary>
internal static class VerifyVerb
{
    private const string AllowLocal = "--allow-local";

    /// <param name="args">Files; <c>--allow-local</c> to ask also servers on this machine and in its network, by http as well.</param>
    /// <returns>0 when all of them are valid, 1 otherwise.</returns>
    public static async Task<int> Run(string[] args)
    {
        var (files, _) = Door.Split([.. args.Where(a => a != AllowLocal)]);
        if (files.Length == 0)
            return SiloHost.Fail($"Usage: verify FILE... [{AllowLocal}]   JSON, JWT, PNG, SVG or PDF");

        using var sources = new WebBadgeSources(args.Contains(AllowLocal));
        return await Run(files, sources, TimeProvider.System.GetUtcNow(), Console.Out, Console.Error);
    }

    internal static async Task<int> Run(string[] files, WebBadgeSources sources, DateTimeOffset now, TextWriter output, TextWriter errors)
    {
        var verifier = new BadgeVerifier(sources);
        var isValid = true;
        foreach (var file in files)
        {
            if (await Read(file, errors) is not { } content)
            {
                isValid = false;
                continue;
            }

            var verdict = await verifier.Verify(content, now, CancellationToken.None);
            isValid &= verdict.IsValid;
            await output.WriteLineAsync($"{Plain(file)}: {verdict.Code}. {Plain(verdict.Reason)}");
            if (verdict.Facts is { } facts)
                await output.WriteLineAsync($"  {Plain(facts.Name ?? facts.Achievement ?? facts.Kind)}, issued by {Plain(facts.IssuerName ?? "somebody without a name")} ({Plain(facts.IssuerId)})");
        }

        foreach (var failure in sources.Failures)
            await errors.WriteLineAsync($"Not to be had: {Plain(failure)}");
        return isValid ? 0 : 1;
    }

    private static async Task<byte[]?> Read(string file, TextWriter errors)
    {
        try
        {
            if (new FileInfo(file).Length <= Baking.LargestFile)
                return await File.ReadAllBytesAsync(file);
            await errors.WriteLineAsync($"{file} is too large for a badge.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync(e.Message);
        }

        return null;
    }

    /// <summary>What a stranger's badge says must not steer the terminal.</summary>
    private static string Plain(string text) => string.Concat(text.Where(c => !char.IsControl(c) && c is not (>= '\u202a' and <= '\u202e' or >= '\u2066' and <= '\u2069')));
}
