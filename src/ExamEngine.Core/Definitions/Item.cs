using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ExamEngine.Core.Definitions;

/// <summary>
/// A question. Text is Markdown with <c>$…$</c> mathematics; in a parameterised item <c>{{name}}</c> or <c>{{name:0.00}}</c> stands for a variable.
/// </summary>
/// <param name="Explanation">Markdown shown with the key after release; empty when there is none.</param>
public sealed record Item(
    string Id,
    string Title,
    string Stem,
    string Explanation,
    ImmutableArray<Variable> Variables,
    ImmutableArray<string> Constraints,
    ImmutableArray<ResponseField> Fields);

/// <summary>
/// A seeded variable. Drawn variables take a value by chance; computed ones follow from an expression over those before them.
/// A draw that breaks a constraint of the item is drawn again, up to a fixed number of times, which publishing checks.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Variable.Range), "range")]
[JsonDerivedType(typeof(Variable.OneOf), "one-of")]
[JsonDerivedType(typeof(Variable.Computed), "computed")]
public abstract record Variable(string Name)
{
    /// <summary>Uniform over <paramref name="Min"/>, Min+Step, … up to <paramref name="Max"/>.</summary>
    public sealed record Range(string Name, decimal Min, decimal Max, decimal Step) : Variable(Name);

    /// <summary>Uniform over the listed values.</summary>
    public sealed record OneOf(string Name, ImmutableArray<decimal> Values) : Variable(Name);

    public sealed record Computed(string Name, string Expression) : Variable(Name);
}

/// <summary>One place in an item where the learner responds. Most items have one.</summary>
/// <param name="Prompt">Markdown; empty when the stem says all.</param>
/// <param name="Points">More than zero; a score is never below zero and never above it.</param>
public sealed record ResponseField(string Id, string Prompt, decimal Points, Interaction Interaction);

/// <summary>What kind of response a field takes, with its key. The key never leaves the server before release.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Interaction.SingleChoice), "single-choice")]
[JsonDerivedType(typeof(Interaction.MultipleResponse), "multiple-response")]
[JsonDerivedType(typeof(Interaction.Numeric), "numeric")]
[JsonDerivedType(typeof(Interaction.ShortText), "short-text")]
[JsonDerivedType(typeof(Interaction.Essay), "essay")]
public abstract record Interaction
{
    private Interaction() { }

    public sealed record SingleChoice(ImmutableArray<Option> Options, bool Shuffle) : Interaction;

    /// <param name="MaxChoices">The most options a learner may tick; 0 for any number.</param>
    public sealed record MultipleResponse(ImmutableArray<Option> Options, bool Shuffle, int MaxChoices, MultipleResponseRule Rule) : Interaction;

    /// <param name="Answers">Tried in order; the best credit counts.</param>
    /// <param name="Units">Empty: a plain number is asked for. Otherwise the units a learner may write, with their factor to the key's unit.</param>
    /// <param name="UnitRequired">True when a number without a unit is an input error; false when it is read in the key's unit.</param>
    public sealed record Numeric(ImmutableArray<NumericAnswer> Answers, ImmutableArray<Unit> Units, bool UnitRequired) : Interaction;

    public sealed record ShortText(ImmutableArray<TextAnswer> Answers, bool CaseSensitive, bool Trim, int MaxLength) : Interaction;

    /// <param name="Rubric">Markdown for the grader; never sent to the learner before release.</param>
    public sealed record Essay(int? MinWords, int? MaxWords, string Rubric) : Interaction;
}

/// <summary>A choice.</summary>
/// <param name="Fraction">1 for a right option, 0 for a wrong one; Moodle fractions lie in −1…1.</param>
/// <param name="Pinned">Keeps its place when options are shuffled ("none of the above").</param>
public sealed record Option(string Id, string Text, decimal Fraction, bool Pinned);

/// <summary>How ticked options become credit.</summary>
public enum MultipleResponseRule
{
    /// <summary>Exactly the right set, or nothing.</summary>
    AllOrNothing,

    /// <summary>edX "every decision counts": (right ticked + wrong left)/n of the points, two decimals, nothing when nothing is ticked.</summary>
    Edc,

    /// <summary>edX halves: one error ½ (3 options or more), two errors ¼ (5 or more), else nothing.</summary>
    Halves,

    /// <summary>Moodle: the sum of the ticked fractions, not below zero and not above one.</summary>
    Fractions,
}

/// <summary>An accepted number. Bounds, values and tolerances are expressions over the item's variables.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(NumericAnswer.Value), "value")]
[JsonDerivedType(typeof(NumericAnswer.Interval), "interval")]
public abstract record NumericAnswer(decimal Credit)
{
    public sealed record Value(string Expression, Tolerance Tolerance, decimal Credit) : NumericAnswer(Credit);

    public sealed record Interval(string Low, bool LowOpen, string High, bool HighOpen, decimal Credit) : NumericAnswer(Credit);
}

/// <summary>How far from the key still counts.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Tolerance.Default), "default")]
[JsonDerivedType(typeof(Tolerance.Absolute), "absolute")]
[JsonDerivedType(typeof(Tolerance.Percent), "percent")]
public abstract record Tolerance
{
    private Tolerance() { }

    /// <summary>0.001 % of the greater magnitude of the two numbers (edX).</summary>
    public sealed record Default : Tolerance;

    public sealed record Absolute(string Amount) : Tolerance;

    /// <summary>Per cent of the key's magnitude.</summary>
    public sealed record Percent(string Amount) : Tolerance;
}

/// <summary>A unit a learner may write, and what one of it is in the key's unit: factor 1000 for km when the key is in m.</summary>
public sealed record Unit(string Symbol, decimal Factor);

/// <summary>An accepted text, exact or as a regular expression that must match the whole text.</summary>
public sealed record TextAnswer(string Text, bool Regex, decimal Credit);
