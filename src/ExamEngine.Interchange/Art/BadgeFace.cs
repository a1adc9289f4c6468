namespace ExamEngine.Interchange.Art;

/// <summary>What a badge shows; nothing of its holder, so one picture serves all of them.</summary>
/// <param name="Stars">1 to 3: an exam, a course, a program.</param>
/// <param name="Accent">Colour, such as <c>#1f4e79</c>.</param>
/// <param name="Language">BCP 47 tag of the texts.</param>
public sealed record BadgeFace(string Title, string ProgramTitle, string Issuer, int Stars, string Accent, string Language);

/// <param name="Svg">A whole document, its letters as outlines.</param>
/// <param name="Png">The same, 512 by 512 pixels.</param>
public sealed record BadgePicture(string Svg, ReadOnlyMemory<byte> Png);
