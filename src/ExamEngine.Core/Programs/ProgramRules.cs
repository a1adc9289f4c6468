using ExamEngine.Core.Definitions;
using ExamEngine.Core.Kernel;

namespace ExamEngine.Core.Programs;

/// <summary>What must hold for a program to be published.</summary>
public static class ProgramRules
{
    /// <summary>The program itself, or every refusal with its place.</summary>
    public static Validated<ProgramDefinition> Check(ProgramDefinition program)
    {
        var found = new Findings();
        found.Require(ExamRules.IsId(program.Id), "program.id-invalid", ExamRules.IdMessage, "program");
        found.Require(!string.IsNullOrWhiteSpace(program.Title), "program.title-missing", "A program has a title.", "title");
        found.Require(!program.Courses.IsEmpty, "program.no-courses", "A program has at least one course.", "courses");
        var ids = new HashSet<string>();
        for (var i = 0; i < program.Courses.Length; i++)
        {
            var (course, at) = (program.Courses[i], found.At($"courses[{i}]"));
            at.Require(ExamRules.IsId(course.Id), "course.id-invalid", ExamRules.IdMessage, "id");
            at.Require(ids.Add(course.Id), "course.id-repeated", $"Two courses are called {course.Id}.", "id");
            at.Require(!string.IsNullOrWhiteSpace(course.Title), "course.title-missing", "A course has a title.", "title");
        }
        return found.Count == 0 ? new Validated<ProgramDefinition>.Valid(program) : new Validated<ProgramDefinition>.Invalid(found.Refusals);
    }
}
