using System;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Glia.Bench
{
    /// <summary>What a prediction costs in C# beyond C: one row of 64-128-10 through one session, in turns of calls
    /// made in C and in C#, with arrays and with spans, so that whatever else the machine does meets all.</summary>
    internal static unsafe class Program
    {
        private const int Rounds = 301;
        private const int Calls = 500; // of each, in a round
        private const int WarmupRounds = 100;

        [DllImport("predict_in_c", ExactSpelling = true)]
        private static extern int predict_in_c(IntPtr session, float* x, float* y, UIntPtr calls);

        private static int Main()
        {
            using (Model model = new Model(64).AddDense(128, "relu").AddDense(10, "softmax").Initialize("auto", 42))
            using (Session session = model.CreateSession())
            {
                var x = new float[64];
                for (int i = 0; i < x.Length; ++i) x[i] = i / 64f;
                float[] y = new float[10], expected = model.Predict(x);
                IntPtr pointer = Pointer(session);
                double[] c = new double[Rounds], arrays = new double[Rounds], spans = new double[Rounds];
                for (int round = -WarmupRounds; round < Rounds; ++round)
                {
                    double inC = Time(() => InC(pointer, x, y));
                    double withArrays = Time(() => WithArrays(session, x, y));
                    double withSpans = Time(() => WithSpans(session, x, y));
                    if (round < 0) continue;
                    c[round] = inC;
                    arrays[round] = withArrays;
                    spans[round] = withSpans;
                }
                for (int i = 0; i < y.Length; ++i)
                {
                    if (!y[i].Equals(expected[i])) throw new InvalidOperationException("another prediction");
                }
                Show(c, arrays, spans);
            }
            return 0;
        }

        /// <summary>Nanoseconds of a call.</summary>
        private static double Time(Action calls)
        {
            long start = Stopwatch.GetTimestamp();
            calls();
            return 1e9 * (Stopwatch.GetTimestamp() - start) / Stopwatch.Frequency / Calls;
        }

        private static void WithArrays(Session session, float[] x, float[] y)
        {
            for (int i = 0; i < Calls; ++i) session.Predict(x, y);
        }

        /// <summary>Each call makes its spans, as calls on parts of arrays do.</summary>
        private static void WithSpans(Session session, float[] x, float[] y)
        {
            for (int i = 0; i < Calls; ++i) session.Predict(x.AsSpan(), y.AsSpan());
        }

        private static void InC(IntPtr session, float[] x, float[] y)
        {
            fixed (float* input = x, output = y)
            {
                if (predict_in_c(session, input, output, (UIntPtr)Calls) != 0)
                {
                    throw new InvalidOperationException("refused");
                }
            }
        }

        /// <summary>The native session, which no program but this one needs.</summary>
        private static IntPtr Pointer(Session session)
        {
            FieldInfo handle = typeof(GliaObject).GetField("Handle", BindingFlags.NonPublic | BindingFlags.Instance);
            return ((SafeHandle)handle.GetValue(session)).DangerousGetHandle();
        }

        private static void Show(double[] c, double[] arrays, double[] spans)
        {
            double[] more = More(c, arrays), moreWithSpans = More(c, spans);
            Array.Sort(c);
            Array.Sort(arrays);
            Console.WriteLine(string.Format(CultureInfo.InvariantCulture,
                "C {0:0} ns, C# {1:0} ns; more in the same round: {2:0} ns ({3:0} to {4:0}), with spans {5:0} ns",
                c[Rounds / 2], arrays[Rounds / 2], more[Rounds / 2], more[Rounds / 4], more[Rounds * 3 / 4],
                moreWithSpans[Rounds / 2]));
        }

        /// <summary>What each round took beyond C, in order.</summary>
        private static double[] More(double[] c, double[] sharp)
        {
            var more = new double[Rounds];
            for (int i = 0; i < Rounds; ++i) more[i] = sharp[i] - c[i];
            Array.Sort(more);
            return more;
        }
    }
}
