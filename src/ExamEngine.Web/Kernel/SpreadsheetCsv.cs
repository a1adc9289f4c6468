using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace ExamEngine.Web.Kernel;

/// <summary>CSV (RFC 4180) that is safe to open in a spreadsheet: what would be a formula there begins with an apostrophe.</summary>
internal static class SpreadsheetCsv
{
    /// <summary>Closes <paramref name="to"/> when it is closed.</summary>
    public static CsvWriter Write(TextWriter to) =>
        new(to, new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape, InjectionEscapeCharacter = '\'' });
}
