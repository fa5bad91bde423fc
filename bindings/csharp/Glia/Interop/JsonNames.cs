using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Glia
{
    /// <summary>Reads the one kind of JSON that this assembly takes apart itself: an array of strings.</summary>
    internal static class JsonNames
    {
        internal static string[] Parse(string json)
        {
            var names = new List<string>();
            for (int i = 0; i < json.Length; ++i)
            {
                if (json[i] != '"') continue;
                ++i;
                var name = new StringBuilder();
                while (json[i] != '"')
                {
                    if (json[i] == '\\') name.Append(Escaped(json, ref i));
                    else name.Append(json[i++]);
                }
                names.Add(name.ToString());
            }
            return names.ToArray();
        }

        /// <summary>The character of the escape at <paramref name="i"/>, which is moved behind it.</summary>
        private static char Escaped(string json, ref int i)
        {
            char letter = json[i + 1];
            i += 2;
            switch (letter)
            {
                case 'n': return '\n';
                case 't': return '\t';
                case 'r': return '\r';
                case 'b': return '\b';
                case 'f': return '\f';
                case 'u':
                    i += 4;
                    return (char)int.Parse(
                        json.Substring(i - 4, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                default: return letter; // quote, backslash, slash
            }
        }
    }
}
