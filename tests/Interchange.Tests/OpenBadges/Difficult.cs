namespace ExamEngine.Interchange.Tests.OpenBadges;

/// <summary>Small documents, each for a corner of JSON-LD or of canonicalization.</summary>
internal static class Difficult
{
    public static readonly string[] Documents =
    [
        // Containers and keywords.
        """{"@context":{"ex":"http://e.org/","l":{"@id":"ex:l","@container":"@list"}},"@id":"ex:a","l":[1,[2,3],[],"x"]}""",
        """{"@context":{"ex":"http://e.org/","l":{"@id":"ex:l","@container":"@list"}},"@id":"ex:a","l":[]}""",
        """{"@context":{"ex":"http://e.org/","l":{"@id":"ex:l","@container":"@list"}},"@id":"ex:a","l":null}""",
        """{"@context":{"ex":"http://e.org/","s":{"@id":"ex:s","@container":"@set"}},"@id":"ex:a","s":["a","a","b"]}""",
        """{"@context":{"ex":"http://e.org/","n":{"@id":"ex:n","@container":"@language"}},"@id":"ex:a","n":{"en":"one","DE-ch":["eins","ein"],"@none":"1"}}""",
        """{"@context":{"ex":"http://e.org/","i":{"@id":"ex:i","@container":"@index"}},"@id":"ex:a","i":{"x":{"ex:v":1},"y":[{"ex:v":2}]}}""",
        """{"@context":{"ex":"http://e.org/","i":{"@id":"ex:i","@container":"@index","@index":"ex:key"}},"@id":"ex:a","i":{"x":{"ex:v":1},"y":[{"ex:v":2}]}}""",
        """{"@context":{"ex":"http://e.org/","i":{"@id":"ex:i","@container":"@id"}},"@id":"ex:a","i":{"ex:x":{"ex:v":1},"@none":{"ex:v":2}}}""",
        """{"@context":{"ex":"http://e.org/","i":{"@id":"ex:i","@container":"@type"}},"@id":"ex:a","i":{"ex:X":{"ex:v":1}}}""",
        """{"@context":{"ex":"http://e.org/","g":{"@id":"ex:g","@container":"@graph"}},"@id":"ex:a","g":[{"@id":"ex:b","ex:v":1},{"ex:v":2}]}""",
        """{"@context":{"ex":"http://e.org/","g":{"@id":"ex:g","@container":["@graph","@id"]}},"@id":"ex:a","g":{"ex:x":{"ex:v":1}}}""",
        """{"@context":{"ex":"http://e.org/","g":{"@id":"ex:g","@container":["@graph","@index"]}},"@id":"ex:a","g":{"x":{"ex:v":1}}}""",
        """{"@context":{"ex":"http://e.org/","j":{"@id":"ex:j","@type":"@json"}},"@id":"ex:a","j":{"b":[1.50,{"é":null}],"a":"\u20ac"}}""",
        """{"@context":{"ex":"http://e.org/"},"@id":"ex:a","ex:v":{"@value":{"b":1,"a":2},"@type":"@json"}}""",
        """{"@context":{"ex":"http://e.org/","p":{"@reverse":"ex:child"}},"@id":"ex:a","p":[{"@id":"ex:b"},{"@id":"ex:c","ex:v":1}]}""",
        """{"@context":{"ex":"http://e.org/"},"@id":"ex:a","@reverse":{"ex:child":{"@id":"ex:b","ex:v":2}}}""",
        """{"@context":{"ex":"http://e.org/","in":"@nest","v":{"@id":"ex:v","@nest":"in"}},"@id":"ex:a","in":{"v":1,"ex:w":2}}""",
        """{"@context":{"ex":"http://e.org/"},"@graph":[{"@id":"ex:a","ex:v":1},{"@id":"ex:b","ex:v":2}]}""",
        """{"@context":{"ex":"http://e.org/"},"@id":"ex:g","@graph":[{"@id":"ex:a","ex:v":1}]}""",
        """{"@context":{"ex":"http://e.org/"},"@id":"ex:a","ex:v":1,"@included":[{"@id":"ex:b","ex:v":2}]}""",
        """{"@context":{"ex":"http://e.org/"},"@id":"ex:a","ex:v":{"@set":[1,{"@value":"x","@language":"EN"}]}}""",
        """{"@context":{"ex":"http://e.org/"},"@id":"ex:a","ex:v":{"@list":[1,{"@list":[2]}]}}""",
        // Bases, vocabularies, prefixes, languages, types.
        """{"@context":{"@base":"http://e.org/a/b?q#f","ex":"http://e.org/"},"@id":"../c/./d","ex:v":{"@id":"#x"},"ex:w":[{"@id":"?y"},{"@id":"/z/../k"},{"@id":"//h/p"},{"@id":""},{"@id":"e/.."}]}""",
        """{"@context":{"@vocab":"http://e.org/"},"@id":"http://e.org/a","@type":"T","v":1,"w":{"x":2}}""",
        """{"@context":[{"@vocab":"http://e.org/"},{"@vocab":"more/"}],"@id":"http://e.org/a","v":1}""",
        """{"@context":{"ex":"http://e.org/a_","p":{"@id":"http://e.org/b_","@prefix":true}},"@id":"http://e.org/a","p:v":1,"ex:w":2}""",
        """{"@context":{"@language":"En","ex":"http://e.org/","n":{"@id":"ex:n","@language":null},"m":{"@id":"ex:m","@language":"DE"}},"@id":"ex:a","ex:v":"x","n":"y","m":"z"}""",
        """{"@context":{"ex":"http://e.org/","xsd":"http://www.w3.org/2001/XMLSchema#","d":{"@id":"ex:d","@type":"xsd:date"},"v":{"@id":"ex:v","@type":"@vocab"},"i":{"@id":"ex:i","@type":"@id"},"o":{"@id":"ex:o","@type":"@none"}},"@id":"ex:a","d":"2020-01-01","v":"d","i":"ex:b","o":"c"}""",
        """{"@context":{"ex":"http://e.org/","id":"@id","type":"@type","T":{"@id":"ex:T","@context":{"v":"ex:in-T"}},"v":"ex:v","n":"ex:n"},"id":"ex:a","type":"T","v":1,"n":{"id":"ex:b","v":2}}""",
        """{"@context":{"ex":"http://e.org/","T":{"@id":"ex:T","@context":{"@propagate":true,"v":"ex:in-T"}},"v":"ex:v","n":"ex:n"},"@id":"ex:a","@type":"T","v":1,"n":{"@id":"ex:b","v":2}}""",
        """{"@context":{"ex":"http://e.org/","n":{"@id":"ex:n","@context":{"v":"ex:in-n"}},"v":"ex:v","m":"ex:m"},"@id":"ex:a","v":1,"n":{"v":2,"m":{"v":3}}}""",
        """{"@context":{"ex":"http://e.org/","B":{"@id":"ex:B","@context":{"v":"ex:in-B"}},"A":{"@id":"ex:A","@context":{"v":"ex:in-A"}},"v":"ex:v"},"@id":"ex:a","@type":["B","A"],"v":1}""",
        """{"@context":[{"ex":"http://e.org/","v":"ex:v"},null,{"v":"http://f.org/v"}],"@id":"http://e.org/a","v":1}""",
        // Values.
        """{"@context":{"ex":"http://e.org/"},"@id":"ex:a","ex:v":[1,-1,0,-0,1.5,20.5,0.001,1e21,1.0e2,123456789012345,5e-1,true,false,"\u0000\u0001\b\t\n\f\r\"\\\u007f é 😀"]}""",
        """{"@context":{"ex":"http://e.org/","f":{"@id":"ex:f","@type":"http://www.w3.org/2001/XMLSchema#float"},"d":{"@id":"ex:d","@type":"http://www.w3.org/2001/XMLSchema#double"}},"@id":"ex:a","f":[36,3.5,"x"],"d":[36,2.25]}""",
        """{"@context":{"ex":"http://e.org/"},"@id":"ex:a","ex:v":{"@value":true,"@type":"ex:t"},"ex:w":null,"ex:x":[null,"a"]}""",
        // Blank nodes that only their surroundings tell apart.
        """{"@context":{"ex":"http://e.org/"},"@graph":[{"@id":"_:a","ex:n":{"@id":"_:b"}},{"@id":"_:b","ex:n":{"@id":"_:c"}},{"@id":"_:c","ex:n":{"@id":"_:a"}}]}""",
        """{"@context":{"ex":"http://e.org/"},"@graph":[{"@id":"_:a","ex:n":[{"@id":"_:b"},{"@id":"_:c"}]},{"@id":"_:b","ex:n":{"@id":"_:d"}},{"@id":"_:c","ex:n":{"@id":"_:d"}},{"@id":"_:d","ex:n":{"@id":"_:a"}}]}""",
        """{"@context":{"ex":"http://e.org/"},"@graph":[{"@id":"_:a","ex:p":{"@id":"_:b"},"ex:q":{"@id":"_:b"}},{"@id":"_:c","ex:p":{"@id":"_:d"},"ex:q":{"@id":"_:d"}}]}""",
        """{"@context":{"ex":"http://e.org/"},"@id":"ex:a","ex:k":[{"ex:k":[{},{}]},{"ex:k":[{},{"ex:v":1}]},{"ex:k":[{},{}]}]}""",
        """{"@context":{"ex":"http://e.org/"},"@graph":[{"@id":"_:a","ex:n":{"@id":"_:a"}},{"@id":"_:b","ex:n":{"@id":"_:b"}}]}""",
        """{"@context":{"ex":"http://e.org/"},"@graph":[{"@id":"_:g","@graph":[{"@id":"_:a","ex:n":{"@id":"_:g"}}]},{"@id":"_:h","@graph":[{"@id":"_:b","ex:n":{"@id":"_:h"}}]}]}""",
        // What must be refused.
        """{"@context":{"ex":"http://e.org/"},"@id":"ex:a","v":1}""",
        """{"@context":{"ex":"http://e.org/"},"@id":"a","ex:v":1}""",
        """{"@context":{"ex":"http://e.org/"},"@id":"ex:a","@type":"T","ex:v":1}""",
        """{"@context":{"ex":"http://e.org/"},"@id":"ex:a","ex:v":{"@value":null}}""",
        """{"@context":{"ex":"http://e.org/"},"@id":"ex:a","ex:v":{"@value":"x","@language":"not a language"}}""",
        """{"@context":{"ex":"http://e.org/"},"@id":"ex:a"}""",
        """{"@context":{"ex":"http://e.org/","@future":"ex:f"},"@id":"ex:a","ex:v":1}""",
        """{"@context":[{"@protected":true,"v":"http://e.org/v"},{"v":"http://e.org/w"}],"@id":"http://e.org/a","v":1}""",
        """{"@context":[{"@protected":true,"v":"http://e.org/v"},null],"@id":"http://e.org/a","http://e.org/v":1}""",
        """{"@context":{"a":"b:x","b":"a:y"},"@id":"http://e.org/a","a":1}""",
        """{"@context":{"@vocab":"http://e.org/","_:p":"http://e.org/p"},"@id":"http://e.org/a","_:q":1}""",
        """{"@context":"https://example.org/unknown","@id":"http://e.org/a"}""",
        """{"@context":{"ex":"http://e.org/"},"@id":"ex:a","ex:v":{"@value":"x","ex:w":1}}""",
        """{"@context":{"ex":"http://e.org/","t":{"@id":"ex:t","@type":"nowhere"}},"@id":"ex:a","t":1}""",
    ];
}
