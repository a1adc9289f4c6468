namespace ExamEngine.Decade.Plan;

/// <summary>Where learners come from: ISO 3166-1 codes, most learners first, and the script their names are written in.</summary>
internal static class Countries
{
    private const string Table =
        """
        US Latin,IN Devanagari,BR Latin,MX Latin,CN Han,CO Latin,ES Latin,NG Latin,CA Latin,GB Latin,DE Latin,PE Latin,SG Han,TR Latin,EG Arabic,
        AR Latin,CL Latin,FR Latin,IT Latin,AU Latin,ID Latin,PH Latin,PK Arabic,SA Arabic,AE Arabic,RU Cyrillic,UA Cyrillic,PL Latin,NL Latin,JP Kana,
        KR Hangul,VN Latin,TH Thai,MY Latin,BD Bengali,KE Latin,GH Latin,ZA Latin,ET Ethiopic,MA Arabic,DZ Arabic,TN Arabic,JO Arabic,LB Arabic,IQ Arabic,
        IR Arabic,IL Hebrew,GR Greek,CY Greek,PT Latin,BE Latin,CH Latin,AT Latin,SE Latin,NO Latin,DK Latin,FI Latin,IE Latin,CZ Latin,SK Latin,
        HU Latin,RO Latin,BG Cyrillic,RS Cyrillic,HR Latin,SI Latin,LT Latin,LV Latin,EE Latin,BY Cyrillic,KZ Cyrillic,UZ Latin,AM Armenian,GE Georgian,AZ Latin,
        NP Devanagari,LK Tamil,MM Latin,KH Latin,HK Han,TW Han,MO Han,NZ Latin,EC Latin,BO Latin,PY Latin,UY Latin,VE Latin,PA Latin,CR Latin,
        GT Latin,HN Latin,SV Latin,NI Latin,DO Latin,CU Latin,JM Latin,TT Latin,HT Latin,UG Latin,TZ Latin,RW Latin,ZM Latin,ZW Latin,MZ Latin,
        AO Latin,CM Latin,CI Latin,SN Latin,ML Latin,QA Arabic,KW Arabic,BH Arabic,OM Arabic,YE Arabic,MN Cyrillic,KG Cyrillic,MD Latin,AL Latin,MK Cyrillic
        """;

    public static readonly ImmutableArray<(string Code, string Script)> All =
        [.. Table.Split(',', StringSplitOptions.TrimEntries).Select(entry => (entry[..2], entry[3..]))];

    /// <summary>One of the first <paramref name="among"/>; the first come far more often than the last.</summary>
    public static byte Pick(ref Core.Kernel.SeededRandom random, int among) => (byte)(among * Math.Pow(random.Unit(), 2.5));
}
