using System.Collections.Frozen;
using ExamEngine.Core.Kernel;

namespace ExamEngine.Decade.Plan;

/// <summary>Legal names in fifteen scripts, made of a given name and one or two family names.</summary>
internal static class Names
{
    private static readonly FrozenDictionary<string, (string[] Given, string[] Family, bool FamilyFirst)> Scripts = new Dictionary<string, (string[], string[], bool)>
    {
        ["Latin"] = (
            "Maria José Ana Luís Emily James Chinedu Amaka Zoë Søren Łukasz Gülşen Nguyễn Björn Siobhán Kwame Aisyah Putri Hélène Jürgen Chloé Matteo Ingrid Rafael".Split(' '),
            "García Silva Smith Müller Okafor Nguyen Yılmaz Kowalski Andersson O’Brien D'Souza Fernández Rossi Dubois Mensah Santos Hernández Novák Jensen Ionescu Kovács Tan Pereira Lindqvist".Split(' '),
            false),
        ["Devanagari"] = ("आरव प्रिया रोहन अनिता विक्रम सुनीता अर्जुन कविता".Split(' '), "शर्मा वर्मा पटेल सिंह गुप्ता जोशी मेहता थापा".Split(' '), false),
        ["Han"] = ("伟 芳 秀英 敏 静 丽 强 磊 洋 艳 家豪 淑芬".Split(' '), "王 李 张 刘 陳 杨 黃 赵 吳 周 欧阳 司马".Split(' '), true),
        ["Kana"] = ("陽葵 蓮 結衣 大翔 さくら 健太 美咲 翔太".Split(' '), "佐藤 鈴木 高橋 田中 渡辺 伊藤 山本 中村".Split(' '), true),
        ["Hangul"] = ("민준 서연 도윤 하은 지후 수아 예준 지우".Split(' '), "김 이 박 최 정 강 조 윤".Split(' '), true),
        ["Arabic"] = ("محمد فاطمة أحمد مريم علي زينب عمر ليلى".Split(' '), "الحسن الخطيب المصري حسين العلي منصور النجار صالح".Split(' '), false),
        ["Hebrew"] = ("נועה איתי תמר דניאל מאיה יונתן".Split(' '), "כהן לוי מזרחי פרץ ביטון אברהם".Split(' '), false),
        ["Cyrillic"] = ("Анна Дмитрий Олена Іван Мария Георги Айгүл Милош".Split(' '), "Иванов Шевченко Петрова Коваль Димитров Јовановић Нурланов Бат".Split(' '), false),
        ["Greek"] = ("Γιώργος Μαρία Ελένη Νίκος Κατερίνα Δημήτρης".Split(' '), "Παπαδόπουλος Οικονόμου Νικολάου Γεωργίου Ιωάννου Καραγιάννης".Split(' '), false),
        ["Thai"] = ("สมชาย สมหญิง กิตติ มาลี ณัฐ ปรีชา".Split(' '), "ใจดี ศรีสุข ทองคำ แสงจันทร์ บุญมี วงศ์ไทย".Split(' '), false),
        ["Bengali"] = ("রহিম ফাতেমা করিম সুমি তানভীর নাসরিন".Split(' '), "হোসেন ইসলাম রহমান আহমেদ চৌধুরী দাস".Split(' '), false),
        ["Ethiopic"] = ("አበበ ሙሉ ተስፋዬ ሰላም ዳዊት ሄለን".Split(' '), "ከበደ ተሰማ ገብረ ኃይሌ በቀለ ወልዴ".Split(' '), false),
        ["Armenian"] = ("Արամ Անի Տիգրան Մարիամ Գոռ Նարե".Split(' '), "Պետրոսյան Սարգսյան Գրիգորյան Հակոբյան Մկրտչյան".Split(' '), false),
        ["Georgian"] = ("გიორგი ნინო დავით მარიამ ლუკა ანა".Split(' '), "ბერიძე კაპანაძე გელაშვილი მაისურაძე ლომიძე".Split(' '), false),
        ["Tamil"] = ("அருண் பிரியா குமார் லட்சுமி சுரேஷ் மீனா".Split(' '), "சுப்பிரமணியம் ராஜன் செல்வம் நடராஜன் முருகன்".Split(' '), false),
    }.ToFrozenDictionary();

    public static string Of(ulong seed, string script)
    {
        var random = new SeededRandom(seed);
        var (given, family, familyFirst) = Scripts[script];
        var first = given[random.Below(given.Length)];
        var last = family[random.Below(family.Length)];
        if (familyFirst)
            return last + first;
        return random.Below(3) == 0 ? $"{first} {last} {family[random.Below(family.Length)]}" : $"{first} {given[random.Below(given.Length)]} {last}";
    }
}
