using ExamEngine.Contracts.Kernel;

namespace Grains.Tests.Harness;

/// <summary>Accounts of those who work here.</summary>
internal static class People
{
    public static readonly Actor Grader = new("grace", null, Roles.Grader);

    public static readonly Actor Proctor = new("pat", null, Roles.Proctor);

    /// <summary>Of another room, or of none.</summary>
    public static readonly Actor OtherProctor = new("otto", null, Roles.Proctor);

    public static readonly Actor Staff = new("sam", null, Roles.Staff);
}
