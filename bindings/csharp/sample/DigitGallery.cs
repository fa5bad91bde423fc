using System;
using System.Collections.Generic;
using System.Text;

namespace Digits
{
    /// <summary>A few digits with what was said of them: some that were read well, and the hardest.</summary>
    internal static class DigitGallery
    {
        private const int Side = 8;          // pixels
        private const int Pixels = Side * Side;
        private const float Darkest = 16;
        private const int Shown = 4;
        private const string Shades = " ░▒▓█";

        internal static void Show(float[] x, int[] truth, int[] said, float[] y, int outputs)
        {
            List<int> rows = Choose(truth, said, y, outputs);
            Screen.Title("some digits; the last is the hardest");
            for (int line = 0; line < Side; ++line)
            {
                var text = new StringBuilder();
                foreach (int row in rows) text.Append(PixelLine(x, row * Pixels + line * Side)).Append("  ");
                Screen.Line("{0}", text.ToString().TrimEnd());
            }
            var captions = new StringBuilder();
            foreach (int row in rows)
            {
                string caption = Screen.Format("{0}, {1:0.0} %", said[row], 100 * y[row * outputs + said[row]]);
                if (said[row] != truth[row]) caption += ", is " + truth[row];
                captions.Append(Screen.Coloured(
                    caption.PadRight(2 * Side + 2), said[row] == truth[row] ? Screen.Green : Screen.Red));
            }
            Screen.Line("{0}", captions.ToString().TrimEnd());
        }

        /// <summary>The first digits of different classes, and the one whose own class was given the least.</summary>
        private static List<int> Choose(int[] truth, int[] said, float[] y, int outputs)
        {
            var rows = new List<int>();
            int hardest = 0;
            for (int row = 0; row < truth.Length; ++row)
            {
                if (y[row * outputs + truth[row]] < y[hardest * outputs + truth[hardest]]) hardest = row;
                bool known = rows.Exists(other => truth[other] == truth[row]);
                if (rows.Count < Shown - 1 && !known && said[row] == truth[row]) rows.Add(row);
            }
            rows.Add(hardest);
            return rows;
        }

        private static string PixelLine(float[] x, int start)
        {
            var text = new StringBuilder();
            for (int i = start; i < start + Side; ++i)
            {
                char shade = Shades[(int)Math.Round(x[i] / Darkest * (Shades.Length - 1))];
                text.Append(shade).Append(shade); // a character is about twice as high as wide
            }
            return text.ToString();
        }
    }
}
