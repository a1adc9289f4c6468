using System.Collections.Frozen;

namespace ExamEngine.Web.Kernel;

/// <summary>How a stable problem code is answered over HTTP: the status, and a short title that is the same each time.</summary>
internal sealed record ProblemRow(int Status, string Title);

/// <summary>
/// The one table from problem code to answer, for REST and for hubs alike. A code that stands nowhere in it is a mistake of ours,
/// never of the caller's: it answers 500 and is logged, so a forgotten row can open nothing and hide nothing.
/// </summary>
internal static class ProblemTable
{
    public static readonly ProblemRow Unknown = new(StatusCodes.Status500InternalServerError, "Something went wrong on our side");

    public static readonly FrozenDictionary<string, ProblemRow> Codes = new Dictionary<string, ProblemRow>
    {
        [ProblemCodes.BadCredentials] = new(401, "User name or password is wrong"),
        [ProblemCodes.BadTicket] = new(401, "The ticket is no longer good"),
        [ProblemCodes.SignedOut] = new(401, "You are signed out"),
        [ProblemCodes.Locked] = new(423, "Too many failed attempts"),
        [ProblemCodes.Forbidden] = new(403, "Your account may not do this"),
        [ProblemCodes.Antiforgery] = new(403, "The page is out of date"),
        [ProblemCodes.ForeignOrigin] = new(403, "The request comes from another site"),
        [ProblemCodes.UnknownAccount] = new(404, "There is no such account"),
        [ProblemCodes.NameTaken] = new(409, "The name is taken"),
        [ProblemCodes.NoTicket] = new(409, "The account gets no tickets"),

        ["session.unknown"] = new(404, "There is no such session"),
        ["session.held-elsewhere"] = new(409, "Another device holds the session"),
        ["session.not-started"] = new(409, "The session has not started"),
        ["session.ended"] = new(409, "The session has ended"),
        ["session.not-ended"] = new(409, "The session has not ended"),
        ["session.deadline-passed"] = new(409, "The time is over"),
        ["session.window-closed"] = new(409, "The exam's window has closed"),
        ["session.answers-missing"] = new(409, "Some answers have not arrived"),
        ["session.section-closed"] = new(409, "The section is closed"),
        ["session.section-ahead"] = new(409, "The section is not open yet"),
        ["session.item-closed"] = new(409, "The item is closed"),
        ["session.paused"] = new(409, "The session is paused"),
        ["session.not-paused"] = new(409, "The session is not paused"),
        ["session.on-break"] = new(409, "The session is on a break"),
        ["session.not-on-break"] = new(409, "The session is not on a break"),
        ["session.no-break-left"] = new(409, "There are not so many minutes of breaks left"),
        ["session.locked"] = new(409, "The session is locked"),
        ["session.not-locked"] = new(409, "The session is not locked"),
        ["session.hold-over"] = new(409, "What is to be taken back is over"),
        ["session.act-unknown"] = new(404, "This was not done"),
        ["session.section-over"] = new(409, "The time was given in a section that is over"),
        ["session.too-little-left"] = new(409, "Too little time would be left"),
        ["session.started"] = new(409, "The session has started"),
        ["session.reopen-refused"] = new(409, "An ended session does not open again"),
        ["session.proctor-needed"] = new(409, "A proctor has to admit you"),
        ["session.not-proctored"] = new(409, "The session has no proctor"),
        ["session.wrong-stage"] = new(409, "The session is at another stage"),

        ["learner.unknown"] = new(404, "There is no such learner"),
        ["learner.unknown-exam"] = new(404, "There is no such exam"),
        ["learner.not-registered"] = new(409, "You are not registered for this exam"),
        ["learner.window-not-open"] = new(409, "The exam's window has not opened"),
        ["learner.window-closed"] = new(409, "The exam's window has closed"),
        ["learner.rehearsal-needed"] = new(409, "A rehearsal comes first"),
        ["learner.no-attempts-left"] = new(409, "No attempts are left"),
        ["learner.barred"] = new(409, "You are barred from this exam"),
        ["learner.passed"] = new(409, "You have passed this exam"),
        ["learner.not-enrolled"] = new(409, "You are not enrolled in the program"),
        ["learner.exam-not-passed"] = new(409, "Another exam comes first"),
        ["learner.course-not-passed"] = new(409, "A course comes first"),
        ["learner.not-paid"] = new(409, "The exam has not been paid for"),
        ["learner.cooling-off"] = new(409, "Some time has to pass between two attempts"),
        ["learner.window-used"] = new(409, "The attempts in this window are used"),
        ["learner.name-unconfirmed"] = new(409, "The legal name is not confirmed"),
        ["learner.accommodation-pending"] = new(409, "A request for an accommodation is not answered"),
        ["learner.windows-full"] = new(409, "All windows are full"),
        ["learner.registration-not-open"] = new(409, "Registration has not opened"),
        ["learner.registration-over"] = new(409, "Registration is over"),
        ["learner.waiting"] = new(409, "You are on a waiting list"),
        ["learner.place-offered"] = new(409, "A place is kept for you"),
        ["learner.registered-elsewhere"] = new(409, "You have a seat in another window"),
        ["learner.name-differs"] = new(409, "The name has changed"),
        ["learner.request-pending"] = new(409, "A request is waiting for its answer"),
        ["learner.request-answered"] = new(409, "The request has been answered"),
        ["learner.unknown-request"] = new(404, "There is no such request"),
        ["learner.too-many-requests"] = new(409, "There are too many requests"),
        ["voucher.unknown"] = new(404, "There is no such voucher"),
        ["voucher.expired"] = new(409, "The voucher is no longer good"),
        ["voucher.used-up"] = new(409, "The voucher has been used"),
        ["voucher.exam-fixed"] = new(409, "The voucher is for another exam"),
        ["learner.honour-code"] = new(422, "The honour code has to be accepted"),

        ["window.unknown"] = new(404, "There is no such window"),
        ["window.cancelled"] = new(409, "The window was cancelled"),
        ["window.closed"] = new(409, "The window has closed"),
        ["window.opened"] = new(409, "The window has opened"),
        ["window.full"] = new(409, "The window is full"),
        ["window.seats-taken"] = new(409, "More seats are taken"),
        ["window.seat-released"] = new(409, "The seat was released"),
        ["window.no-registration"] = new(409, "Learners do not register for this window"),
        ["window.registration-not-open"] = new(409, "Registration has not opened"),
        ["window.registration-over"] = new(409, "Registration is over"),
        ["window.waiting-list-full"] = new(409, "The waiting list is full"),
        ["window.offer-over"] = new(409, "The place is no longer kept"),
        ["window.change-too-late"] = new(409, "It is too late to change or cancel"),
        ["window.exam-fixed"] = new(409, "The window is of another exam"),

        ["attempt.unknown"] = new(404, "There is no such attempt"),
        ["attempt.released"] = new(409, "The result is out"),
        ["attempt.nothing-to-mark"] = new(409, "There is nothing to mark"),
        ["attempt.hand-in-closed"] = new(409, "Answers can no longer be handed in"),

        ["watch.not-begun"] = new(409, "The check-in has not begun"),
        ["watch.over"] = new(409, "The session has ended"),
        ["watch.too-late"] = new(410, "It is too late for this"),
        ["watch.consent-missing"] = new(409, "Nobody has agreed to it yet"),
        ["watch.consent-outdated"] = new(409, "The text has changed"),
        ["watch.consent-incomplete"] = new(422, "The consent lacks something"),
        ["watch.name-unconfirmed"] = new(422, "The name was not confirmed"),
        ["watch.photos-missing"] = new(422, "A photo is missing"),
        ["watch.identity-missing"] = new(409, "Nobody has shown who they are"),
        ["watch.check-in-incomplete"] = new(409, "The check-in is not complete"),
        ["watch.exempt"] = new(409, "The accommodation says otherwise"),
        ["watch.evidence-unknown"] = new(404, "There is no such evidence"),
        ["watch.text-missing"] = new(422, "A text is needed"),
        ["watch.minutes-range"] = new(422, "The minutes are out of range"),
        ["watch.irregularity-missing"] = new(422, "The kind of irregularity is needed"),
        ["watch.gravity-missing"] = new(422, "How grave it is has to be said"),
        ["watch.act-unknown"] = new(404, "There is no such act"),
        ["watch.act-undone"] = new(409, "The act was taken back"),
        ["watch.act-final"] = new(409, "The act cannot be taken back"),
        ["room.unknown"] = new(404, "There is no such room"),
        ["room.proctor-unknown"] = new(422, "There is no such proctor"),
        ["act.unknown"] = new(404, "There is no such act"),
        ["act.past"] = new(409, "This was ordered a while ago"),
        ["act.undone"] = new(409, "This has been taken back"),
        ["act.cannot-be-undone"] = new(409, "This cannot be taken back"),
        ["act.nobody"] = new(409, "There is nobody whom this is for"),

        ["watch.flag-unknown"] = new(404, "There is no such flag"),
        ["watch.flag-withdrawn"] = new(409, "The flag was taken back"),
        ["watch.reason-missing"] = new(422, "A reason is needed"),
        ["watch.severity-range"] = new(422, "The severity is out of range"),
        ["watch.signal-invalid"] = new(422, "The signal is not valid"),
        ["watch.too-many-signals"] = new(422, "There are too many signals"),

        ["evidence.unknown"] = new(404, "There is no such evidence"),
        ["evidence.not-permitted"] = new(409, "This is not stored now"),
        ["evidence.after-end"] = new(409, "It was recorded after the end"),
        ["evidence.too-late"] = new(410, "It is too late for this"),
        ["evidence.chunk-differs"] = new(409, "The chunk is there with other content"),
        ["evidence.format"] = new(422, "The content is of another kind"),
        ["evidence.empty"] = new(422, "There is no content"),

        ["review.none"] = new(404, "There is no review"),
        ["review.subject-unknown"] = new(404, "There is no such flag or incident"),
        ["review.wrong-stage"] = new(409, "The review is at another stage"),
        ["review.concluded"] = new(409, "You have concluded"),
        ["review.not-all-judged"] = new(409, "Something has not been looked at"),
        ["review.nothing-confirmed"] = new(409, "Nothing was confirmed"),
        ["review.harsher"] = new(409, "This goes too far"),
        ["review.not-independent"] = new(403, "Somebody else has to decide"),
        ["review.too-late"] = new(409, "The time for this is over"),
        ["review.bar-past"] = new(422, "The bar ends in the past"),
        ["review.reason-missing"] = new(422, "A reason is needed"),

        ["exam.unknown"] = new(404, "There is no such exam"),
        ["program.unknown"] = new(404, "There is no such program"),
        ["program.version-unknown"] = new(404, "There is no such version"),
        ["program.change-under-way"] = new(409, "Another version is on its way"),
        ["program.preview-outdated"] = new(409, "There is a newer preview"),
        ["program.preview-not-ready"] = new(409, "The preview cannot be confirmed now"),
        ["program.proposal-changed"] = new(409, "What is proposed has changed"),
        [ProblemCodes.NoAsset] = new(404, "There is no such image"),
        [ProblemCodes.NoCredential] = new(404, "There is no credential for this session"),
        [ProblemCodes.RevokedCredential] = new(410, "The credential was revoked"),
        [ProblemCodes.UnknownCredential] = new(404, "There is no such credential"),
        ["school.unknown"] = new(404, "There is no such school"),
        ["agreement.not-in-force"] = new(409, "The school does not count this program now"),
        ["share.unknown"] = new(404, "There is no such record"),
        ["share.withdrawn"] = new(403, "The learner has withdrawn their consent"),
        ["share.not-earned"] = new(409, "There is nothing to share yet"),
        ["share.changed"] = new(409, "What would be shared has changed"),
        ["share.no-receipt"] = new(404, "There is no such receipt"),
        ["credit.none"] = new(409, "No credit is granted"),
        ["credit.reason-needed"] = new(422, "A correction needs a reason"),
        ["credential.superseded"] = new(410, "Another credential took its place"),
        ["credential.missing-glyph"] = new(422, "The name or a title cannot be printed"),
        ["credential.no-such-file"] = new(404, "The credential has no such file"),
        ["batch.unknown"] = new(404, "There is no such batch"),
        ["batch.another-order"] = new(409, "The batch was ordered with other awards"),

        [ProblemCodes.BadCsv] = new(400, "The file has mistakes"),
        [ProblemCodes.Malformed] = new(400, "The request cannot be read"),
        [ProblemCodes.TooLarge] = new(413, "The request is too large"),
        [ProblemCodes.MediaType] = new(415, "The request has another media type"),
        [ProblemCodes.NoRoute] = new(404, "There is nothing here"),
        [ProblemCodes.NoMethod] = new(405, "This cannot be done here"),

        [ProblemCodes.Busy] = new(503, "The service is busy"),
        [ProblemCodes.ServerBusy] = new(503, "The server has too much to do"),
        [ProblemCodes.RateLimited] = new(429, "Too many requests"),
        [ProblemCodes.Fault] = Unknown,
    }.ToFrozenDictionary();

    /// <summary>Families of codes, by what stands before the dot: what the caller sent is wrong, in a way that the code and its place name.</summary>
    public static readonly FrozenDictionary<string, ProblemRow> Families = Family("The request is not valid", "input", "response", "act", "template")
        .Concat(Family(
            "The authoring file has mistakes",
            "answer", "asset", "choice", "course", "essay", "exam", "expression", "field", "item", "numeric", "option", "policy", "pool", "proctoring",
            "program", "requirement", "section", "text", "unit", "variable", "yaml"))
        .ToFrozenDictionary();

    /// <summary>Never null: <see cref="Unknown"/> for a code that has no row.</summary>
    public static ProblemRow Find(string code) =>
        Codes.TryGetValue(code, out var row) || Families.TryGetValue(code[..Math.Max(0, code.IndexOf('.', StringComparison.Ordinal))], out row)
            ? row
            : Unknown;

    private static IEnumerable<KeyValuePair<string, ProblemRow>> Family(string title, params string[] names) =>
        names.Select(name => KeyValuePair.Create(name, new ProblemRow(StatusCodes.Status422UnprocessableEntity, title)));
}
