using System;
using System.Text;

namespace Glia.Tests
{
    /// <summary>What the cases share: their data, their network, and how a line is printed.</summary>
    internal static class Cases
    {
        internal const int Rows = 60;
        internal const int Features = 4;
        internal const int Classes = 3;

        internal static string IrisPath;
        internal static readonly float[] X60 = MakeRows();
        internal static readonly int[] C60 = MakeClasses();
        internal static readonly float[] T60 = MakeTargets();

        private static float[] MakeRows()
        {
            var x = new float[Rows * Features];
            uint state = 1;
            for (int i = 0; i < x.Length; ++i)
            {
                state = unchecked(state * 1664525 + 1013904223);
                x[i] = (state >> 8) / 8388608f - 1; // exact, in [-1, 1)
            }
            return x;
        }

        private static int[] MakeClasses()
        {
            var classes = new int[Rows];
            for (int i = 0; i < Rows; ++i)
            {
                float a = X60[i * Features], b = X60[i * Features + 1], c = X60[i * Features + 2];
                classes[i] = a >= b && a >= c ? 0 : b >= c ? 1 : 2;
            }
            return classes;
        }

        private static float[] MakeTargets()
        {
            var targets = new float[Rows * 2];
            for (int i = 0; i < Rows; ++i)
            {
                targets[2 * i] = (float)(X60[i * Features] * X60[i * Features + 1]);
                targets[2 * i + 1] = (float)(X60[i * Features + 2] - X60[i * Features + 3]);
            }
            return targets;
        }

        // 64-bit FNV-1a, which goes on from what it is given.
        internal const ulong HashStart = 14695981039346656037;

        internal static ulong Hash(ulong start, byte[] bytes)
        {
            ulong hash = start;
            foreach (byte one in bytes) hash = unchecked((hash ^ one) * 1099511628211);
            return hash;
        }

        internal static ulong Hash(ulong start, Array numbers)
        {
            var bytes = new byte[Buffer.ByteLength(numbers)];
            Buffer.BlockCopy(numbers, 0, bytes, 0, bytes.Length);
            return Hash(start, bytes);
        }

        internal static ulong Hash(ulong start, string text)
        {
            return Hash(start, Encoding.UTF8.GetBytes(text));
        }

        internal static void Print(string id, params object[] values)
        {
            Console.WriteLine(id + " " + string.Join(" ", values));
        }

        internal static void PrintHash(string id, ulong hash)
        {
            Print(id, hash.ToString("x16"));
        }

        /// <summary>Prints 0, or the status and the text up to its first question mark.</summary>
        internal static void PrintError(string id, Action action)
        {
            try
            {
                action();
                Print(id, 0);
            }
            catch (GliaException exception)
            {
                Print(id, (int)exception.Status, exception.Message.Split('?')[0]);
            }
        }

        internal static int StatusOf(Action action)
        {
            try
            {
                action();
                return 0;
            }
            catch (GliaException exception)
            {
                return (int)exception.Status;
            }
        }

        internal static Dataset Data()
        {
            return Dataset.FromClasses(X60, Features, C60, Classes);
        }

        internal static Model Network()
        {
            return new Model(Features).AddDense(8, "relu").AddDense(Classes, "softmax");
        }

        internal static Model Net()
        {
            return Network().Initialize("auto", 7);
        }

        internal static Trainer TrainerOf(Model model, string optimizer)
        {
            return new Trainer(model) { Optimizer = optimizer, BatchSize = 16, Epochs = 5, Seed = 3 };
        }

        internal static ulong Parameters(Model model)
        {
            ulong hash = HashStart;
            for (int layer = 0; layer < model.Layers; ++layer)
            {
                hash = Hash(hash, model.GetParameters(layer, "weight"));
                hash = Hash(hash, model.GetParameters(layer, "bias"));
            }
            return hash;
        }

        internal static ulong Predictions(Model model)
        {
            return Hash(HashStart, model.Predict(X60));
        }
    }
}
