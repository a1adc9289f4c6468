namespace ExamEngine.Core.Proctoring;

/// <summary>The small path before the exam: agree, show who one is, show the room, be ready.</summary>
internal static class CheckInRules
{
    public static WatchDecision Begin(WatchState state, WatchCommand.Begin begin, WatchTerms terms) =>
        state.Over is not null ? WatchRules.IsOver
        : state.CheckIn.BeganAt is not null ? WatchDecision.Nothing
        : WatchDecision.Of(new WatchEvent.Began(begin.Command, begin.Room, begin.Learner, terms.LegalName, begin.Exam, begin.Version) { At = begin.At });

    /// <summary>All that the text names, or nothing: half of a consent would leave the learner guessing what is recorded.</summary>
    public static WatchDecision Consent(WatchState state, WatchCommand.GiveConsent give, WatchTerms terms) =>
        state.Trail.Has(give.Command) ? WatchDecision.Nothing
        : state.Over is not null ? WatchRules.IsOver
        : give.TextVersion != terms.ConsentVersion ? WatchDecision.Refuse("watch.consent-outdated", "The text has changed since it was shown.", "textVersion")
        : (terms.Camera && !give.Camera) || (terms.Microphone && !give.Microphone) || (terms.Screen && !give.Screen)
            ? WatchDecision.Refuse("watch.consent-incomplete", "This exam can only be sat with everything that the text names.")
        : WatchDecision.Of(new WatchEvent.ConsentGiven(
            give.Command, give.TextVersion, give.Camera && terms.Camera, give.Microphone && terms.Microphone, give.Screen && terms.Screen)
        { At = give.At });

    public static WatchDecision ShowIdentity(WatchState state, WatchCommand.ShowIdentity show, WatchTerms terms) =>
        state.Trail.Has(show.Command) ? WatchDecision.Nothing
        : state.Over is not null ? WatchRules.IsOver
        : state.CheckIn.Consent is null ? WatchRules.NoConsent
        : !show.NameConfirmed ? WatchDecision.Refuse("watch.name-unconfirmed", "The legal name has to be confirmed; tell the proctor what is wrong with it.", "nameConfirmed")
        : terms.Camera && state.CheckIn.NeedsIdentity(terms) && (show.Face is null || show.Document is null)
            ? WatchDecision.Refuse("watch.photos-missing", "A photo of the face and one of the document are needed.")
        : (show.Face is null ? null : WatchRules.BadId(show.Face)) ?? (show.Document is null ? null : WatchRules.BadId(show.Document))
        ?? WatchDecision.Of(new WatchEvent.IdentityShown(show.Command, terms.LegalName, show.Face, show.Document) { At = show.At });

    public static WatchDecision ShowRoom(WatchState state, WatchCommand.ShowRoom show) =>
        state.Over is not null ? WatchRules.IsOver
        : state.CheckIn.Consent is null ? WatchRules.NoConsent
        : state.CheckIn.RoomScan == show.Evidence ? WatchDecision.Nothing
        : WatchRules.BadId(show.Evidence) ?? WatchDecision.Of(new WatchEvent.RoomShown(show.Evidence) { At = show.At });

    public static WatchDecision Complete(WatchState state, WatchCommand.CompleteCheckIn complete, WatchTerms terms)
    {
        if (state.Trail.Has(complete.Command) || state.CheckIn.CompletedAt is not null)
            return WatchDecision.Nothing;
        if (state.Over is not null)
            return WatchRules.IsOver;
        var missing = state.CheckIn.Missing(terms);
        return missing.IsEmpty
            ? WatchDecision.Of(new WatchEvent.CheckInCompleted(complete.Command) { At = complete.At })
            : WatchDecision.Refuse("watch.check-in-incomplete", "Something is still to be done.", string.Join(',', missing.Select(CheckIn.NameOf)));
    }
}
