using System;
using System.Runtime.InteropServices;

namespace Glia
{
    public sealed unsafe partial class Model
    {
        /// <summary>The network's output for each row, in the units of the training data. May be called by any number
        /// of threads at once. For the lowest latency, use a <see cref="Session"/>.</summary>
        /// <param name="x">Rows of <see cref="Inputs"/> numbers, one after the other.</param>
        /// <param name="y">Receives rows of <see cref="Outputs"/> numbers.</param>
        public void Predict(ReadOnlySpan<float> x, Span<float> y)
        {
            using (Lease model = Use())
            {
                int rows = Size.Rows(x.Length, Inputs, nameof(x));
                Size.AtLeast(y.Length, (long)rows * Outputs, nameof(y));
                using (var scope = new CallbackScope())
                fixed (float* input = &MemoryMarshal.GetReference(x))
                fixed (float* output = &MemoryMarshal.GetReference(y))
                {
                    scope.Check(Native.glia_model_predict(model.Pointer, input, (UIntPtr)rows, output));
                }
            }
        }

        /// <summary>The same, to a new array.</summary>
        public float[] Predict(ReadOnlySpan<float> x)
        {
            var y = new float[(long)Size.Rows(x.Length, Inputs, nameof(x)) * Outputs];
            Predict(x, y);
            return y;
        }

        /// <summary>The network's output for rows of a data set; its categories are found by name.</summary>
        public float[] Predict(Dataset dataset)
        {
            if (dataset == null) throw new ArgumentNullException(nameof(dataset));
            return Predict(dataset, 0, checked((int)dataset.Rows));
        }

        /// <summary>The same for <paramref name="count"/> rows from <paramref name="first"/>.</summary>
        public float[] Predict(Dataset dataset, long first, int count)
        {
            using (Lease model = Use())
            using (Lease rows = Use(dataset, nameof(dataset)))
            using (var scope = new CallbackScope())
            {
                UIntPtr size = Size.Of(count, nameof(count));
                var y = new float[(long)count * Outputs];
                fixed (float* output = y)
                {
                    scope.Check(Native.glia_model_predict_dataset(
                        model.Pointer, rows.Pointer, Size.Of(first, nameof(first)), size, output));
                }
                return y;
            }
        }

        /// <summary>A workspace for one thread, through which predicting is fastest.</summary>
        /// <param name="maxRows">The most rows of a call.</param>
        public Session CreateSession(int maxRows = 1)
        {
            return new Session(this, maxRows);
        }
    }
}
