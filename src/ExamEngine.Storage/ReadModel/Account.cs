using Microsoft.AspNetCore.Identity;

namespace ExamEngine.Storage.ReadModel;

/// <summary>Who may sign in: a learner, a proctor or staff. Roles are ASP.NET Core Identity's.</summary>
public sealed class Account : IdentityUser
{
    /// <summary>The learner this account sits exams as; null for an account of staff only.</summary>
    public string? LearnerId { get; set; }

    /// <summary>The pathway school this account is of; null for others.</summary>
    public string? SchoolId { get; set; }

    /// <summary>What the screen calls this person.</summary>
    public string DisplayName { get; set; } = "";
}
