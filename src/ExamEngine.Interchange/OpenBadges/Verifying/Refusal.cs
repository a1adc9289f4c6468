namespace ExamEngine.Interchange.OpenBadges.Verifying;

/// <param name="Code">One of <see cref="BadgeCodes"/>.</param>
internal sealed record Refusal(string Code, string Reason)
{
    public static Refusal Malformed(string reason) => new(BadgeCodes.Malformed, reason);

    public static Refusal Of(BadgeFormatException e) => new(
        e switch
        {
            UndefinedTermException => BadgeCodes.UndefinedTerm,
            UnknownContextException => BadgeCodes.UnknownContext,
            TooMuchWorkException => BadgeCodes.TooMuchWork,
            _ => BadgeCodes.Malformed,
        },
        e.Message);
}
