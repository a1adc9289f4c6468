using System.Security.Claims;
using ExamEngine.Contracts.Learners;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ExamEngine.Web.Learners;

/// <summary>What staff lay down about a learner.</summary>
internal static class LearnersApi
{
    public const int LongestName = 200;

    public static void MapLearners(this RouteGroupBuilder api)
    {
        var learners = api.MapGroup("/learners/{learnerId:id}").WithTags("Staff").RequireAuthorization(Access.Staff).Limited(RateBucket.Write);
        learners.MapPut("", Describe).WithName("describeLearner");
        learners.MapPut("/accommodation", Accommodate).WithName("accommodateLearner");
        learners.MapGet("/accommodation", Accommodation).WithName("showAccommodation").Limited(RateBucket.Read);
        learners.MapPut("/registrations", Register).WithName("registerLearner");
    }

    private static async Task<Results<NoContent, Refused>> Describe(string learnerId, LearnerProfile profile, ClaimsPrincipal user, IGrainFactory grains)
    {
        if (Check(profile) is { } problem)
            return new Refused([problem]);

        return (await grains.GetGrain<ILearnerGrain>(learnerId).Describe(user.ToActor(), profile)).ToNoContent();
    }

    /// <summary>Null when a learner can be described so.</summary>
    public static Problem? Check(LearnerProfile profile)
    {
        if (string.IsNullOrWhiteSpace(profile.LegalName))
            return new Problem(ProblemCodes.Invalid, "A name is needed.", "legalName");
        if (profile.LegalName.Length > LongestName)
            return new Problem(ProblemCodes.TooLong, $"At most {LongestName} characters.", "legalName");

        return profile.Country is { Length: 2 } country && country.All(char.IsAsciiLetterUpper)
            ? null
            : new Problem(ProblemCodes.Invalid, "A country is two capital letters (ISO 3166-1).", "country");
    }

    /// <summary>Replaces what the learner is granted in every exam; sessions under way hear of it, and lose no time by it.</summary>
    private static async Task<Results<NoContent, Refused>> Accommodate(string learnerId, AccommodationView granted, ClaimsPrincipal user, IGrainFactory grains) =>
        (await grains.GetGrain<ILearnerGrain>(learnerId).Accommodate(user.ToActor(), granted)).ToNoContent();

    private static async Task<Results<Ok<AccommodationView>, Refused>> Accommodation(string learnerId, ClaimsPrincipal user, IGrainFactory grains) =>
        (await grains.GetGrain<ILearnerGrain>(learnerId).Accommodation(user.ToActor())).ToHttp();

    private static async Task<Results<NoContent, Refused>> Register(
        string learnerId, Registration registration, ClaimsPrincipal user, IGrainFactory grains)
    {
        if (string.IsNullOrEmpty(registration.ExamId) || registration.ExamId.Length > 64)
            return new Refused([new Problem(ProblemCodes.Invalid, "An exam is needed.", "examId")]);
        if (registration.TimeMultiplierPercent is < 100 or > 1000)
            return new Refused([new Problem(ProblemCodes.Invalid, "Between 100 and 1000 per cent.", "timeMultiplierPercent")]);
        if (registration.ExtraAttempts is < 0 or > 100)
            return new Refused([new Problem(ProblemCodes.Invalid, "Between 0 and 100.", "extraAttempts")]);
        if (registration is { Opens: { } opens, Closes: { } closes } && closes <= opens)
            return new Refused([new Problem(ProblemCodes.Invalid, "The window closes before it opens.", "closes")]);

        return (await grains.GetGrain<ILearnerGrain>(learnerId).Register(user.ToActor(), registration)).ToNoContent();
    }
}
