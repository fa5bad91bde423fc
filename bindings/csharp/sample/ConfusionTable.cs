using System.Text;
using Glia;

namespace Digits
{
    /// <summary>How often each digit was taken for each.</summary>
    internal static class ConfusionTable
    {
        internal static void Show(int[] truth, int[] said, string[] names)
        {
            long[,] counts = Metrics.Confusion(truth, said, names.Length);
            ClassFigures[] figures = Metrics.PerClass(truth, said, names.Length);
            Screen.Title("what it is (rows), and what was said (columns)");
            var header = new StringBuilder("     ");
            foreach (string name in names) header.Append(name.PadLeft(4));
            Screen.Line("{0}     recall  precision", header);
            for (int row = 0; row < names.Length; ++row)
            {
                var line = new StringBuilder();
                for (int column = 0; column < names.Length; ++column)
                {
                    line.Append(Cell(counts[row, column], row == column));
                }
                Screen.Line("{0,5}{1}{2,9:0} %{3,9:0} %", names[row], line, 100 * figures[row].Recall,
                    100 * figures[row].Precision);
            }
        }

        private static string Cell(long count, bool right)
        {
            if (count == 0) return Screen.Coloured("   ·", Screen.Grey);
            return Screen.Coloured(count.ToString().PadLeft(4), right ? Screen.Green : Screen.Red);
        }
    }
}
