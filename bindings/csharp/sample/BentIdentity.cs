using System;
using Glia;

namespace Digits
{
    /// <summary>An activation written in C#: nearly x, but with a bend at 0.</summary>
    internal static class BentIdentity
    {
        internal static readonly Activation Activation = new Activation("bent_identity", Forward, Backward)
        {
            Formula = "(sqrt(x^2 + 1) - 1) / 2 + x",
            Flags = ActivationFlags.Elementwise | ActivationFlags.GradientIgnoresY
        };

        private static void Forward(
            ReadOnlySpan<double> parameters, int rows, int columns, ReadOnlySpan<float> x, Span<float> y)
        {
            for (int i = 0; i < x.Length; ++i) y[i] = (float)((Math.Sqrt(x[i] * x[i] + 1) - 1) / 2 + x[i]);
        }

        // dx = dy (x / (2 sqrt(x^2 + 1)) + 1)
        private static void Backward(
            ReadOnlySpan<double> parameters, int rows, int columns, ReadOnlySpan<float> x, ReadOnlySpan<float> y,
            ReadOnlySpan<float> dy, Span<float> dx)
        {
            for (int i = 0; i < x.Length; ++i) dx[i] = (float)(dy[i] * (x[i] / (2 * Math.Sqrt(x[i] * x[i] + 1)) + 1));
        }
    }
}
