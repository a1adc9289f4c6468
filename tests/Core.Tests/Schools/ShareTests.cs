using ExamEngine.Core.Schools;

namespace ExamEngine.Core.Tests.Schools;

public sealed class ShareTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly ShareText Text = new(
        "delft", "Delft", "scm", "Supply Chain Management", 1, Now, new(15, "MSc", "", Now, null),
        [new(Guid.Empty, "program", "Supply Chain Management", "Ada Lovelace", Now)], ["name"]);

    private static readonly CreditGrant Grant = new(15, new(2026, 3, 2), "D-17");

    private static ShareState Given => ShareState.Evolve(ShareState.Empty, new ShareEvent.Given("ada", Text, "v", "r"));

    private static ShareState Withdrawn => ShareState.Evolve(Given, new ShareEvent.Withdrawn("w"));

    [Fact]
    public void Only_what_was_seen_of_a_program_that_is_earned_is_consented_to()
    {
        Assert.Equal(ShareDecision.Nothing, ShareRules.Consider(Text, "v", "v"));
        Assert.Equal("share.changed", Assert.Single(ShareRules.Consider(Text, "v", "older").Refusals).Code);
        Assert.Equal("share.not-earned", Assert.Single(ShareRules.Consider(Text with { Credentials = [Text.Credentials[0] with { Kind = "course" }] }, "v", "v").Refusals).Code);
    }

    [Fact]
    public void A_school_looks_while_a_consent_stands_and_never_after()
    {
        Assert.Equal(new ShareEvent.Looked("anna", Looks.Opened) { At = Now }, ShareRules.Look(Given, "delft", "anna", Looks.Opened, Now).Happened);
        Assert.Equal("share.withdrawn", Code(ShareRules.Look(Withdrawn, "delft", "anna", Looks.Opened, Now)));
        Assert.NotNull(ShareRules.Look(ShareState.Evolve(Withdrawn, new ShareEvent.Given("ada", Text, "v", "r")), "delft", "anna", Looks.Opened, Now).Happened);
    }

    [Fact]
    public void Of_a_share_of_another_school_nothing_is_told()
    {
        Assert.Equal("share.unknown", Code(ShareRules.Look(Given, "lund", "leif", Looks.Listed, Now)));
        Assert.Equal("share.unknown", Code(ShareRules.Look(Withdrawn, "lund", "leif", Looks.Listed, Now)));
        Assert.Equal("share.unknown", Code(ShareRules.Look(ShareState.Empty, "delft", "anna", Looks.Listed, Now)));
        Assert.Equal("share.unknown", Code(ShareRules.Grant(Given, "lund", "leif", Grant, "", Now)));
        Assert.Equal("share.unknown", Code(ShareRules.TakeBack(Given, "lund", "leif", "No.", Now)));
    }

    [Fact]
    public void Credit_is_granted_corrected_and_taken_back_and_every_change_has_a_reason()
    {
        var granted = After(Given, ShareRules.Grant(Given, "delft", "anna", Grant with { Reference = " D-17 " }, "", Now));
        Assert.Equal(Grant, granted.Granted);
        Assert.Equal(ShareDecision.Nothing, ShareRules.Grant(granted, "delft", "anna", Grant, "", Now));
        Assert.Equal("credit.reason-needed", Code(ShareRules.Grant(granted, "delft", "anna", Grant with { Points = 12 }, " ", Now)));

        var corrected = After(granted, ShareRules.Grant(granted, "delft", "anna", Grant with { Points = 12 }, "Counted twice.", Now));
        Assert.Equal(12, corrected.Granted?.Points);
        Assert.Equal("credit.reason-needed", Code(ShareRules.TakeBack(corrected, "delft", "anna", "", Now)));

        var taken = After(corrected, ShareRules.TakeBack(corrected, "delft", "anna", "Another person.", Now));
        Assert.Null(taken.Granted);
        Assert.Equal("credit.none", Code(ShareRules.TakeBack(taken, "delft", "anna", "Again.", Now)));
        Assert.IsType<ShareEvent.CreditGranted>(ShareRules.Grant(taken, "delft", "anna", Grant, "", Now).Happened);
        Assert.Equal(3, taken.Credit.Length);
    }

    [Fact]
    public void After_a_withdrawal_nothing_is_granted_and_what_was_remains()
    {
        var granted = After(Given, ShareRules.Grant(Given, "delft", "anna", Grant, "", Now));
        var withdrawn = ShareState.Evolve(granted, new ShareEvent.Withdrawn("w"));

        Assert.Equal("share.withdrawn", Code(ShareRules.Grant(withdrawn, "delft", "anna", Grant with { Points = 1 }, "Why.", Now)));
        Assert.Equal("share.withdrawn", Code(ShareRules.TakeBack(withdrawn, "delft", "anna", "Why.", Now)));
        Assert.Equal((Grant, false), (withdrawn.Granted, withdrawn.Stands));
        Assert.Single(withdrawn.Credit);
    }

    [Theory]
    [InlineData(0, "2026-03-02", "D-17", "points")]
    [InlineData(1000, "2026-03-02", "D-17", "points")]
    [InlineData(15, "2026-03-04", "D-17", "on")]
    [InlineData(15, "1999-12-31", "D-17", "on")]
    [InlineData(15, "2026-03-02", " ", "reference")]
    public void Credit_that_cannot_be_is_refused(int points, string on, string reference, string where) => Assert.Equal(
        ("input.credit", where),
        Assert.Single(ShareRules.Grant(Given, "delft", "anna", new(points, DateOnly.Parse(on, System.Globalization.CultureInfo.InvariantCulture), reference), "", Now).Refusals) is var refusal
            ? (refusal.Code, refusal.Where) : default);

    private static ShareState After(ShareState state, ShareDecision decision) => ShareState.Evolve(state, decision.Happened ?? throw new InvalidOperationException(Code(decision)));

    private static string Code(ShareDecision decision) => Assert.Single(decision.Refusals).Code;
}
