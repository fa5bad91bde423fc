using System;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Glia.Bench
{
    /// <summary>What a prediction costs in C# beyond C: one row of 64-128-10 through one session, in turns of calls
    /// made in C and in C#, so that whatever else the machine does meets both.</summary>
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
                double[] c = new double[Rounds], sharp = new double[Rounds];
                for (int round = -WarmupRounds; round < Rounds; ++round)
                {
                    double inC = Time(() => InC(pointer, x, y)), inSharp = Time(() => InSharp(session, x, y));
                    if (round < 0) continue;
                    c[round] = inC;
                    sharp[round] = inSharp;
                }
                for (int i = 0; i < y.Length; ++i)
                {
                    if (!y[i].Equals(expected[i])) throw new InvalidOperationException("another prediction");
                }
                Show(c, sharp);
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

        private static void InSharp(Session session, float[] x, float[] y)
        {
            for (int i = 0; i < Calls; ++i) session.Predict(x, y);
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

        private static void Show(double[] c, double[] sharp)
        {
            var more = new double[Rounds];
            for (int i = 0; i < Rounds; ++i) more[i] = sharp[i] - c[i];
            Array.Sort(c);
            Array.Sort(sharp);
            Array.Sort(more);
            Console.WriteLine(string.Format(CultureInfo.InvariantCulture,
                "C {0:0} ns, C# {1:0} ns; more in the same round: {2:0} ns ({3:0} to {4:0})", c[Rounds / 2],
                sharp[Rounds / 2], more[Rounds / 2], more[Rounds / 4], more[Rounds * 3 / 4]));
        }
    }
}
