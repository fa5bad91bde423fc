using System;
using System.Runtime.InteropServices;

namespace Glia
{
    /// <summary>Activations as functions of their own: f(x) and its derivative, by spec. Any thread may call them.
    /// </summary>
    public static unsafe class Functions
    {
        /// <summary>y = f(x).</summary>
        /// <param name="activation">A spec, such as "leaky_relu(alpha=0.1)".</param>
        /// <param name="x">Rows of <paramref name="columns"/> numbers, one after the other.</param>
        /// <param name="columns">The numbers of a row; they count where a function is one of rows, as softmax.</param>
        public static float[] Values(string activation, ReadOnlySpan<float> x, int columns)
        {
            GliaLibrary.Load();
            var y = new float[x.Length];
            Compute(Utf8.Required(activation, nameof(activation)), x, Size.Rows(x.Length, columns, nameof(x)), y);
            return y;
        }

        /// <summary>dy times the derivative of f at x. With dy = 1 everywhere, and a function of each element, it is
        /// the derivative.</summary>
        /// <param name="activation">A spec.</param>
        /// <param name="x">Rows of <paramref name="columns"/> numbers, one after the other.</param>
        /// <param name="columns">The numbers of a row.</param>
        /// <param name="dy">As many numbers as x.</param>
        public static float[] Gradients(string activation, ReadOnlySpan<float> x, int columns, ReadOnlySpan<float> dy)
        {
            GliaLibrary.Load();
            Size.Expect(dy.Length, x.Length, nameof(dy));
            var dx = new float[x.Length];
            Derive(Utf8.Required(activation, nameof(activation)), x, Size.Rows(x.Length, columns, nameof(x)), dy, dx);
            return dx;
        }

        private static void Compute(byte[] activation, ReadOnlySpan<float> x, int rows, Span<float> y)
        {
            if (rows == 0) return;
            using (var scope = new CallbackScope())
            fixed (byte* spec = activation)
            fixed (float* input = &MemoryMarshal.GetReference(x))
            fixed (float* output = &MemoryMarshal.GetReference(y))
            {
                UIntPtr rowCount = (UIntPtr)rows, columns = (UIntPtr)(x.Length / rows);
                scope.Check(Native.glia_activation_values(spec, rowCount, columns, input, output));
            }
        }

        private static void Derive(
            byte[] activation, ReadOnlySpan<float> x, int rows, ReadOnlySpan<float> dy, Span<float> dx)
        {
            if (rows == 0) return;
            using (var scope = new CallbackScope())
            fixed (byte* spec = activation)
            fixed (float* input = &MemoryMarshal.GetReference(x))
            fixed (float* arriving = &MemoryMarshal.GetReference(dy))
            fixed (float* output = &MemoryMarshal.GetReference(dx))
            {
                UIntPtr rowCount = (UIntPtr)rows, columns = (UIntPtr)(x.Length / rows);
                scope.Check(Native.glia_activation_gradients(spec, rowCount, columns, input, null, arriving, output));
            }
        }
    }
}
