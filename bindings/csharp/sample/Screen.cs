using System;
using System.Globalization;
using System.Text;

namespace Digits
{
    /// <summary>What is written, and its colours: none where the output is no terminal, or NO_COLOR is set.</summary>
    internal static class Screen
    {
        internal const string Green = "32", Yellow = "33", Cyan = "36", Red = "31", Grey = "90", Bold = "1";

        internal static readonly bool IsTerminal = !Console.IsOutputRedirected;

        private static readonly bool HasColour =
            IsTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

        static Screen()
        {
            Console.OutputEncoding = new UTF8Encoding(false); // also where the locale is C
        }

        internal static string Coloured(string text, string colour)
        {
            return HasColour ? "\u001b[" + colour + "m" + text + "\u001b[0m" : text;
        }

        internal static void Title(string format, params object[] values)
        {
            Console.WriteLine();
            Console.WriteLine(Coloured(Format(format, values), Bold));
        }

        internal static void Fact(string name, string text)
        {
            Console.WriteLine("  " + Coloured(name.PadRight(8), Grey) + " " + text);
        }

        internal static void Line(string format, params object[] values)
        {
            Console.WriteLine("  " + Format(format, values));
        }

        internal static string Format(string format, params object[] values)
        {
            return string.Format(CultureInfo.InvariantCulture, format, values);
        }
    }
}
