namespace ExamEngine.Interchange.Pdf.Typesetting;

/// <summary>How a text should look where its script has more than one face on the shelf.</summary>
internal enum FaceStyle
{
    /// <summary>Sans, regular.</summary>
    Plain,

    /// <summary>Sans, semi-bold.</summary>
    Strong,

    /// <summary>Serif, for large sizes.</summary>
    Display,
}
