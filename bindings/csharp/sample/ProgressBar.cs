using System;
using Glia;

namespace Digits
{
    /// <summary>A line that is written anew after each epoch; where the output is no terminal, a line now and then.
    /// </summary>
    internal sealed class ProgressBar
    {
        private const int Width = 20; // a line that is wider than the terminal would not be written anew
        private const int EpochsPerLine = 5;

        internal void Show(FitProgress where)
        {
            if (!Screen.IsTerminal && where.Epoch % EpochsPerLine != 0) return;
            int full = Width * where.Epoch / where.Epochs;
            string text = Screen.Format(
                "  {0,2}/{1} {2}{3}  loss {4:0.0000}  test loss {5:0.0000}  accuracy {6,5:0.0} %", where.Epoch,
                where.Epochs, Screen.Coloured(new string('━', full), Screen.Green),
                Screen.Coloured(new string('─', Width - full), Screen.Grey), where.Loss, where.ValidationLoss,
                100 * where.ValidationAccuracy);
            Console.Write(Screen.IsTerminal ? "\r" + text : text + "\n");
        }

        internal void End()
        {
            if (Screen.IsTerminal) Console.WriteLine();
        }
    }
}
