using System;
using System.Linq;
using System.Text;

namespace Digits
{
    /// <summary>Two losses over the epochs, on a logarithmic scale, in dots of which a character holds two by four.
    /// </summary>
    internal static class LossCurve
    {
        private const int Columns = 54, Lines = 10;
        private const int Width = 2 * Columns, Height = 4 * Lines; // in dots
        private const char NoDots = '\u2800';                      // the first of the braille characters

        // The bit of each dot of a braille character, by column and line.
        private static readonly int[,] Bits = { { 0x01, 0x02, 0x04, 0x40 }, { 0x08, 0x10, 0x20, 0x80 } };

        internal static void Show(double[] training, double[] test)
        {
            double low = Math.Log(Math.Min(training.Min(), test.Min()));
            double high = Math.Log(Math.Max(training.Max(), test.Max()));
            int[] trainingLines = ToLines(training, low, high), testLines = ToLines(test, low, high);
            int[,] first = Draw(trainingLines), second = Draw(testLines);

            Screen.Title("loss");
            for (int line = 0; line < Lines; ++line)
            {
                var text = new StringBuilder();
                for (int column = 0; column < Columns; ++column)
                {
                    text.Append(Cell(first[column, line], second[column, line]));
                }
                double value = Math.Exp(high - (high - low) * (line + 0.5) / Lines);
                Screen.Line("{0,7:0.0000} │{1}{2}", value, text, Label(line, trainingLines, testLines));
            }
            Screen.Line("        └{0}", new string('─', Columns));
            Screen.Line("         1{0} epochs", training.Length.ToString().PadLeft(Columns - 8));
        }

        private static string Cell(int first, int second)
        {
            string dots = ((char)(NoDots + (first | second))).ToString();
            if ((first | second) == 0) return dots;
            return Screen.Coloured(dots, first != 0 ? Screen.Cyan : Screen.Yellow);
        }

        /// <summary>The line of dots of each of the columns, from the top.</summary>
        private static int[] ToLines(double[] values, double low, double high)
        {
            var lines = new int[Width];
            for (int x = 0; x < Width; ++x)
            {
                double place = (double)x * (values.Length - 1) / (Width - 1);
                int before = (int)place, after = Math.Min(before + 1, values.Length - 1);
                double value = values[before] + (values[after] - values[before]) * (place - before);
                lines[x] = (int)Math.Round((high - Math.Log(value)) / (high - low) * (Height - 1));
            }
            return lines;
        }

        private static int[,] Draw(int[] lines)
        {
            var cells = new int[Columns, Lines];
            for (int x = 0; x < Width; ++x)
            {
                int from = x == 0 ? lines[x] : lines[x - 1], to = lines[x];
                for (int y = Math.Min(from, to); y <= Math.Max(from, to); ++y)
                {
                    cells[x / 2, y / 4] |= Bits[x % 2, y % 4];
                }
            }
            return cells;
        }

        /// <summary>The name of a curve, where it ends.</summary>
        private static string Label(int line, int[] training, int[] test)
        {
            int trainingLine = training[Width - 1] / 4, testLine = test[Width - 1] / 4;
            string label = "";
            if (line == trainingLine) label += " " + Screen.Coloured("training", Screen.Cyan);
            if (line == testLine) label += " " + Screen.Coloured("test", Screen.Yellow);
            return label;
        }
    }
}
