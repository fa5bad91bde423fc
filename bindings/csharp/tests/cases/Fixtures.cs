using System;
using System.IO;
using System.Runtime.CompilerServices;

namespace Glia.Tests
{
    /// <summary>Small models and data that the cases share.</summary>
    internal static class Fixtures
    {
        internal static readonly float[] XorRows = { 0, 0, 0, 1, 1, 0, 1, 1 };
        internal static readonly float[] XorTargets = { 0, 1, 1, 0 };

        /// <summary>A file of tests/data.</summary>
        internal static string Data(string name)
        {
            string folder = Environment.GetEnvironmentVariable("GLIA_TEST_DATA");
            if (string.IsNullOrEmpty(folder)) throw new InvalidOperationException("GLIA_TEST_DATA is not set");
            return Path.Combine(folder, name);
        }

        internal static Dataset Xor()
        {
            return Dataset.FromValues(XorRows, 2, XorTargets, 1);
        }

        /// <summary>2 -> 8 -> 1, initialized.</summary>
        internal static Model XorModel(string activation = "tanh")
        {
            return new Model(2).AddDense(8, activation).AddDense(1, "sigmoid").Initialize("auto", 1);
        }

        internal static Trainer XorTrainer(Model model, int epochs = 200)
        {
            return new Trainer(model) { Optimizer = "adam(learning_rate=0.05)", Epochs = epochs, Seed = 1 };
        }

        /// <summary>64 -> 32 -> 10, for handwritten digits.</summary>
        internal static Model DigitModel(string activation = "relu")
        {
            return new Model(64).AddDense(32, activation).AddDense(10, "softmax").Initialize("normal(std=0.05)", 42);
        }

        /// <summary>Rows of numbers without any system, the same each time.</summary>
        internal static float[] Noise(int count, int seed = 1)
        {
            var random = new Random(seed);
            var numbers = new float[count];
            for (int i = 0; i < count; ++i) numbers[i] = (float)(random.NextDouble() * 2 - 1);
            return numbers;
        }

        internal static void CollectGarbage()
        {
            Overwrite(100);
            for (int i = 0; i < 2; ++i)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
#if NETCOREAPP
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, true, true); // gives memory back to the system
#else
            GC.Collect();
#endif
        }

        /// <summary>Leaves nothing of earlier calls on the stack, where mono's collector might take it for references.
        /// </summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void Overwrite(int depth)
        {
            var nothing = new object[50];
            if (depth > 0) Overwrite(depth - 1);
            GC.KeepAlive(nothing);
        }

        /// <summary>Runs an action with a path in the temporary folder, where nothing is left.</summary>
        internal static void WithFile(string extension, Action<string> action)
        {
            string path = Path.Combine(Path.GetTempPath(), "glia-" + Guid.NewGuid().ToString("N") + extension);
            try
            {
                action(path);
            }
            finally
            {
                File.Delete(path);
            }
        }
    }
}
