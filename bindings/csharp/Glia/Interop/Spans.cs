#if NETCOREAPP || NETSTANDARD2_1 || UNITY_2021_2_OR_NEWER
#define GLIA_SPANS // a build may define it itself, where the package System.Memory is at hand
#endif
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Glia
{
    /// <summary>What differs between the runtime's spans and those of Compat/Span.cs, which are arrays.</summary>
    internal static unsafe class Spans
    {
        /// <summary>The first element, to be pinned; something readable where there is none.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static ref T Reference<T>(ReadOnlySpan<T> span)
        {
#if GLIA_SPANS
            return ref MemoryMarshal.GetReference(span);
#else
            return ref (span.Array ?? Parts<T>.None)[span.Start];
#endif
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static ref T Reference<T>(Span<T> span)
        {
#if GLIA_SPANS
            return ref MemoryMarshal.GetReference(span);
#else
            return ref (span.Array ?? Parts<T>.None)[span.Start];
#endif
        }

        /// <summary>Native numbers for a callback to read; none where the pointer is NULL.</summary>
        internal static ReadOnlySpan<float> Readable(float* numbers, long length)
        {
            if (numbers == null) return default(ReadOnlySpan<float>);
#if GLIA_SPANS
            return new ReadOnlySpan<float>(numbers, checked((int)length));
#else
            var copy = new float[length];
            Marshal.Copy((IntPtr)numbers, copy, 0, copy.Length);
            return copy;
#endif
        }

        internal static ReadOnlySpan<double> Readable(double* numbers, long length)
        {
            if (numbers == null) return default(ReadOnlySpan<double>);
#if GLIA_SPANS
            return new ReadOnlySpan<double>(numbers, checked((int)length));
#else
            var copy = new double[length];
            Marshal.Copy((IntPtr)numbers, copy, 0, copy.Length);
            return copy;
#endif
        }

        /// <summary>Native room for a callback to write to, which <see cref="Finish(Span{float}, float*)"/> ends.
        /// </summary>
        internal static Span<float> Writable(float* numbers, long length)
        {
            if (numbers == null) return default(Span<float>);
#if GLIA_SPANS
            return new Span<float>(numbers, checked((int)length));
#else
            return new float[length];
#endif
        }

        internal static Span<double> Writable(double* numbers, long length)
        {
            if (numbers == null) return default(Span<double>);
#if GLIA_SPANS
            return new Span<double>(numbers, checked((int)length));
#else
            return new double[length];
#endif
        }

        internal static Span<int> Writable(int* numbers, long length)
        {
            if (numbers == null) return default(Span<int>);
#if GLIA_SPANS
            return new Span<int>(numbers, checked((int)length));
#else
            return new int[length];
#endif
        }

        internal static void Finish(Span<float> written, float* numbers)
        {
#if !GLIA_SPANS
            if (numbers != null) Marshal.Copy(written.Array, written.Start, (IntPtr)numbers, written.Length);
#endif
        }

        internal static void Finish(Span<double> written, double* numbers)
        {
#if !GLIA_SPANS
            if (numbers != null) Marshal.Copy(written.Array, written.Start, (IntPtr)numbers, written.Length);
#endif
        }

        internal static void Finish(Span<int> written, int* numbers)
        {
#if !GLIA_SPANS
            if (numbers != null) Marshal.Copy(written.Array, written.Start, (IntPtr)numbers, written.Length);
#endif
        }
    }
}
