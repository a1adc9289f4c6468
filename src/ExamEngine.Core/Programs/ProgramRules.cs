using System.Collections.Immutable;
using ExamEngine.Core.Definitions;
using ExamEngine.Core.Kernel;

namespace ExamEngine.Core.Programs;

/// <summary>What must hold for a program to be published.</summary>
public static class ProgramRules
{
    /// <summary>A learner's progress has a stream by both their ids.</summary>
    public const int LongestId = 46;

    public const int MostParts = 12;
    public const int MostWeight = 1_000;
    public const int MostRequirements = 500;

    /// <summary>The program itself, or every refusal with its place.</summary>
    /// <remarks>Whether an exam exists is not asked: a program is published before the exams that belong to it.</remarks>
    public static Validated<ProgramDefinition> Check(ProgramDefinition program)
    {
        var found = new Findings();
        found.Require(ExamRules.IsId(program.Id), "program.id-invalid", ExamRules.IdMessage, "program");
        found.Require(program.Id.Length <= LongestId, "program.id-too-long", $"A program's identifier has at most {LongestId} characters.", "program");
        found.Require(!string.IsNullOrWhiteSpace(program.Title), "program.title-missing", "A program has a title.", "title");
        found.Require(!program.Courses.IsEmpty, "program.no-courses", "A program has at least one course.", "courses");
        found.Require(program.Language is null || ExamRules.IsLanguage(program.Language), "program.language-invalid", "The language is a tag such as en or pt-BR.", "language");
        var (ids, exams) = (new HashSet<string>(), new HashSet<string>());
        for (var i = 0; i < program.Courses.Length; i++)
            Course(program.Courses[i], ids, exams, found.At($"courses[{i}]"));
        if (program.Earned is { } earned)
        {
            found.Require(Count(earned) <= MostRequirements, "requirement.too-large", $"A program has at most {MostRequirements} requirements.", "earned");
            Demand(program, earned, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, found.At("earned"));
        }
        return found.Count == 0 ? new Validated<ProgramDefinition>.Valid(program) : new Validated<ProgramDefinition>.Invalid(found.Refusals);
    }

    private static void Course(CourseDefinition course, HashSet<string> ids, HashSet<string> exams, Findings at)
    {
        at.Require(ExamRules.IsId(course.Id), "course.id-invalid", ExamRules.IdMessage, "id");
        at.Require(ids.Add(course.Id), "course.id-repeated", $"Two courses are called {course.Id}.", "id");
        at.Require(!string.IsNullOrWhiteSpace(course.Title), "course.title-missing", "A course has a title.", "title");
        switch (course.Work)
        {
            case null:
                break;
            case CourseWork.OneExam one:
                Exam(one.Exam, at, "exam");
                break;
            case CourseWork.Parts parts:
                Parts(parts, at.At("parts"));
                break;
            default:
                throw new InvalidOperationException($"Unknown course work {course.Work.GetType().Name}.");
        }

        void Exam(string id, Findings place, string step)
        {
            place.Require(ExamRules.IsId(id), "course.exam-invalid", ExamRules.IdMessage, step);
            place.Require(exams.Add(id), "course.exam-repeated", $"The exam {id} stands in two places; a result counts for one course.", step);
        }

        void Parts(CourseWork.Parts parts, Findings place)
        {
            place.Require(parts.Exams.Length is >= 2 and <= MostParts, "course.parts-range", $"A course of several parts has 2 to {MostParts}.", "exams");
            place.Require(parts.Within is null || (parts.Within > TimeSpan.Zero && parts.Within <= TimeSpan.FromDays(366)), "course.within-range", "Parts lie within more than no time and at most 366 days.", "within");
            place.Require(parts.Rule is not PartsRule.WeightedSum { CutScorePercent: < 0 or > 100 }, "course.cut-score-range", "The cut score is 0 to 100 per cent.", "cutScore");
            for (var i = 0; i < parts.Exams.Length; i++)
            {
                var part = place.At($"exams[{i}]");
                Exam(parts.Exams[i].Exam, part, "exam");
                part.Require(parts.Exams[i].Weight is >= 1 and <= MostWeight, "course.weight-range", $"A weight is 1 to {MostWeight}.", "weight");
            }
        }
    }

    /// <param name="from">What the requirements above leave of the time in which results count.</param>
    private static void Demand(ProgramDefinition program, Requirement requirement, DateTimeOffset from, DateTimeOffset until, Findings at)
    {
        if (requirement.From >= requirement.Until)
            at.Add("requirement.dates-contradict", "Nothing is earned from a moment on that is not before its end.", "until");
        else if (requirement.From >= until || requirement.Until <= from)
            at.Add("requirement.dates-apart", "What it is a part of leaves no time for it.", requirement.From >= until ? "from" : "until");
        from = requirement.From > from ? requirement.From.Value : from;
        until = requirement.Until < until ? requirement.Until.Value : until;
        switch (requirement)
        {
            case Requirement.Course course:
                at.Require(program.Course(course.Id) is not null, "requirement.course-unknown", $"The program has no course {course.Id}.", "course");
                break;
            case Requirement.Exam exam:
                at.Require(ExamRules.IsId(exam.Id), "requirement.exam-invalid", ExamRules.IdMessage, "exam");
                if (program.CourseOfPart(exam.Id) is { } whole)
                    at.Add("requirement.exam-is-part", $"The exam {exam.Id} counts with the other parts of {whole.Id} only; ask for the course.", "exam");
                break;
            case Requirement.AllOf all:
                at.Require(!all.Of.IsEmpty, "requirement.empty", "A group has something in it.", "allOf");
                Group(all.Of, "allOf");
                break;
            case Requirement.AtLeast some:
                at.Require(some.Count >= 1, "requirement.count-range", "At least one of a group is asked for.", "atLeast");
                at.Require(some.Count <= some.Of.Length, "requirement.too-many", $"{some.Count} of {some.Of.Length} cannot be had.", "atLeast");
                Group(some.Of, "of");
                break;
            default:
                throw new InvalidOperationException($"Unknown requirement {requirement.GetType().Name}.");
        }

        void Group(ImmutableArray<Requirement> of, string step)
        {
            var leaves = new HashSet<(bool IsCourse, string Id)>();
            for (var i = 0; i < of.Length; i++)
            {
                var below = at.At($"{step}[{i}]");
                if (of[i] is Requirement.Course or Requirement.Exam)
                {
                    var (isCourse, id) = of[i] is Requirement.Course course ? (true, course.Id) : (false, ((Requirement.Exam)of[i]).Id);
                    below.Require(leaves.Add((isCourse, id)), "requirement.repeated", $"{id} stands twice in one group.", isCourse ? "course" : "exam");
                }
                Demand(program, of[i], from, until, below);
            }
        }
    }

    private static int Count(Requirement requirement) => 1 + requirement.Below().Sum(Count);
}
