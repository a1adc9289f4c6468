using System.Collections.Immutable;

namespace ExamEngine.Core.Programs;

/// <summary>A program of courses that leads to a credential.</summary>
/// <param name="Description">Markdown; empty when there is none.</param>
public sealed record ProgramDefinition(string Id, string Title, string Description, ImmutableArray<CourseDefinition> Courses);

/// <summary>A course of a program.</summary>
public sealed record CourseDefinition(string Id, string Title);
