using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ExamEngine.Core.Kernel;

namespace ExamEngine.Core.Definitions;

/// <summary>What must hold for an exam to be published: its settings, sections, pools and assets. Items are <see cref="ItemRules"/>'.</summary>
internal static partial class ExamRules
{
    public const int MostItems = 1_000;
    public const int MostPoolItems = 10_000;
    public const int MaxAssetBytes = 5_000_000;

    private static readonly ImmutableArray<string> MediaTypes = ["image/png", "image/jpeg", "image/svg+xml", "image/webp"];

    public static ImmutableArray<Refusal> Check(ExamVersion exam)
    {
        var found = new Findings();
        Settings(exam, found);
        Policy(exam, found.At("policy"));
        if (exam.Proctoring is { } proctoring)
            ProctoringRules.Check(proctoring, exam.Assets, found.At("proctoring"));
        exam.Eligibility?.Check(exam, found.At("eligibility"));
        Assets(exam.Assets, found);
        Sections(exam, found);
        return found.Refusals;
    }

    private static void Settings(ExamVersion exam, Findings found)
    {
        found.Require(IsId(exam.ExamId), "exam.id-invalid", IdMessage, "exam");
        found.Require(
            IsId(exam.ProgramId) || (exam.Rehearsal && exam.ProgramId.Length == 0), "exam.id-invalid", $"{IdMessage} Only a rehearsal needs no program.", "program");
        found.Require(exam.CourseId.Length == 0 || IsId(exam.CourseId), "exam.id-invalid", IdMessage, "course");
        found.Require(!string.IsNullOrWhiteSpace(exam.Title), "exam.title-missing", "An exam has a title.", "title");
        found.Require(IsLanguage(exam.Language), "exam.language-invalid", "The language is a tag such as en or pt-BR.", "language");
        found.Require(exam.TimeLimit > TimeSpan.Zero, "exam.time-limit-not-positive", "The time limit is more than zero.", "timeLimit");
        found.Require(exam.CutScorePercent is >= 0 and <= 100, "exam.cut-score-range", "The cut score is 0 to 100 per cent.", "cutScore");
        ItemRules.Text(exam.Instructions, [], exam.Assets, found.At("instructions"));
        ItemRules.Text(exam.HonourCode, [], exam.Assets, found.At("honourCode"));
    }

    private static void Policy(ExamVersion exam, Findings found)
    {
        var policy = exam.Policy;
        Range("grace", policy.Grace, TimeSpan.Zero, TimeSpan.FromMinutes(5));
        Range("lostTimeCap", policy.LostTimeCap, TimeSpan.Zero, TimeSpan.FromDays(1));
        Range("gapAfter", policy.GapAfter, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10));
        Range("lateHandIn", policy.LateHandIn, TimeSpan.Zero, TimeSpan.FromDays(7));
        found.Require(policy.AttemptsAllowed is null or (>= 1 and <= 1_000), "policy.attempts-range", "Attempts are 1 to 1000, or unlimited.", "attempts");
        found.Require(
            !(exam.Rehearsal && policy.RequiresRehearsal), "policy.rehearsal-of-rehearsal", "A rehearsal does not require a rehearsal.", "requiresRehearsal");

        void Range(string name, TimeSpan value, TimeSpan least, TimeSpan most) => found.Require(
            value >= least && value <= most, "policy.duration-range", $"{name} lies between {least.TotalSeconds:0} and {most.TotalSeconds:0} seconds.", name);
    }

    private static void Assets(ImmutableArray<Asset> assets, Findings found)
    {
        var names = new HashSet<string>();
        for (var i = 0; i < assets.Length; i++)
        {
            var at = found.At($"assets[{i}]");
            at.Require(AssetName().IsMatch(assets[i].Name), "asset.name-invalid", "An asset name has letters, digits, point, dash and underscore.");
            at.Require(names.Add(assets[i].Name), "asset.name-repeated", $"Two assets are called {assets[i].Name}.");
            at.Require(MediaTypes.Contains(assets[i].MediaType), "asset.media-type", $"An asset is one of {string.Join(", ", MediaTypes)}.");
            at.Require(assets[i].Content.Length is > 0 and <= MaxAssetBytes, "asset.size", $"An asset has 1 to {MaxAssetBytes} bytes.");
        }
    }

    private static void Sections(ExamVersion exam, Findings found)
    {
        found.Require(!exam.Sections.IsEmpty, "exam.no-sections", "An exam has at least one section.", "sections");
        var drawn = exam.Sections.Sum(section => section.Entries.Sum(entry => entry is SectionEntry.Pool pool ? (long)pool.Draw : 1));
        found.Require(drawn <= MostItems, "exam.too-many-items", $"A form has at most {MostItems} items.", "sections");
        var sectionIds = new HashSet<string>();
        var entryIds = new EntryIds([], []);
        for (var s = 0; s < exam.Sections.Length; s++)
        {
            var (section, at) = (exam.Sections[s], found.At($"sections[{s}]"));
            at.Require(IsId(section.Id), "section.id-invalid", IdMessage, "id");
            at.Require(sectionIds.Add(section.Id), "section.id-repeated", $"Two sections are called {section.Id}.", "id");
            at.Require(!section.Entries.IsEmpty, "section.empty", "A section has at least one item.", "items");
            at.Require(section.TimeLimit is null || section.TimeLimit > TimeSpan.Zero, "section.time-limit-not-positive", "The time limit is more than zero.", "timeLimit");
            at.Require(
                section.TimeLimit is null || section.TimeLimit <= exam.TimeLimit,
                "section.time-limit-too-long", "A section's time limit is not longer than the exam's.", "timeLimit");
            ItemRules.Text(section.Intro, [], exam.Assets, at.At("intro"));
            for (var e = 0; e < section.Entries.Length; e++)
                Entry(section.Entries[e], exam, entryIds, at.At($"items[{e}]"));
        }
    }

    private static void Entry(SectionEntry entry, ExamVersion exam, EntryIds ids, Findings found)
    {
        if (entry is SectionEntry.Fixed single)
        {
            ItemRules.Check(single.Item, exam.Assets, ids.Items, found);
            return;
        }
        if (entry is not SectionEntry.Pool pool)
            throw new InvalidOperationException($"Unknown section entry {entry.GetType().Name}.");
        found.Require(IsId(pool.Id), "pool.id-invalid", IdMessage, "pool");
        found.Require(ids.Pools.Add(pool.Id), "pool.id-repeated", $"Two pools are called {pool.Id}.", "pool");
        found.Require(
            pool.Draw >= 1 && pool.Draw <= pool.Items.Length, "pool.draw-range", $"A pool of {pool.Items.Length} draws 1 to {pool.Items.Length} items.", "draw");
        found.Require(pool.Items.Length <= MostPoolItems, "pool.too-large", $"A pool has at most {MostPoolItems} items.", "items");
        found.Require(
            pool.Items.Select(item => item.Fields.Sum(field => field.Points)).Distinct().Count() <= 1,
            "pool.unequal-points", "All items of a pool are worth the same points, so that every form is.", "items");
        for (var i = 0; i < pool.Items.Length; i++)
            ItemRules.Check(pool.Items[i], exam.Assets, ids.Items, found.At($"items[{i}]"));
    }

    public const string IdMessage = "An identifier has 1 to 64 of a–z, 0–9 and dash.";

    public static bool IsId(string id) => Identifier().IsMatch(id);

    public static bool IsLanguage(string tag) => LanguageTag().IsMatch(tag);

    private sealed record EntryIds(HashSet<string> Items, HashSet<string> Pools);

    [GeneratedRegex(@"\A[a-z0-9-]{1,64}\z")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"\A[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\z")]
    private static partial Regex LanguageTag();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,99}\z")]
    private static partial Regex AssetName();
}
