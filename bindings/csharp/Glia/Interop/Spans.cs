using System;

namespace Glia
{
    /// <summary>Native arrays as spans for a callback; empty where the pointer is NULL.</summary>
    internal static unsafe class Spans
    {
        internal static ReadOnlySpan<T> Readable<T>(void* numbers, long length)
        {
            return numbers == null ? default : new ReadOnlySpan<T>(numbers, checked((int)length));
        }

        internal static Span<T> Writable<T>(void* numbers, long length)
        {
            return numbers == null ? default : new Span<T>(numbers, checked((int)length));
        }
    }
}
