using System;
using System.Diagnostics;
using Glia;

namespace Digits
{
    /// <summary>How long the program waits for a prediction: of one row, through a session.</summary>
    internal static class Latency
    {
        private const int Warmup = 2000;
        private const int Measurements = 2000;
        private const int PerMeasurement = 10; // a clock is not fine enough for one

        internal static void Show(Model model, float[] x)
        {
            var y = new float[model.Outputs];
            var microseconds = new double[Measurements];
            using (Session session = model.CreateSession())
            {
                for (int i = 0; i < Warmup; ++i) session.Predict(x, y);
                for (int i = 0; i < Measurements; ++i)
                {
                    long start = Stopwatch.GetTimestamp();
                    for (int k = 0; k < PerMeasurement; ++k) session.Predict(x, y);
                    long ticks = Stopwatch.GetTimestamp() - start;
                    microseconds[i] = 1e6 * ticks / Stopwatch.Frequency / PerMeasurement;
                }
            }
            Array.Sort(microseconds);
            Screen.Title("one prediction takes {0:0.00} µs", microseconds[Measurements / 2]);
            Screen.Line("the median of {0}; 99 % take less than {1:0.00} µs", Measurements * PerMeasurement,
                microseconds[Measurements * 99 / 100]);
        }
    }
}
