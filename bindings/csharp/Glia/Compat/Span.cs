#if !(NETCOREAPP || NETSTANDARD2_1 || UNITY_2021_2_OR_NEWER || GLIA_SPANS)
using System;

namespace Glia
{
    // Where the runtime has no spans, as mono's own class library, these take their place: a part of an array, so that
    // the same programs compile.

    /// <summary>A part of an array, to be read. Arrays convert to it.</summary>
    public readonly ref struct ReadOnlySpan<T>
    {
        internal readonly T[] Array; // null in a default span
        internal readonly int Start;
        private readonly int length;

        /// <summary>A part of an array.</summary>
        public ReadOnlySpan(T[] array, int start, int length)
        {
            Array = Parts<T>.Of(array, start, length);
            Start = length == 0 ? 0 : start;
            this.length = length;
        }

        /// <summary>How many elements there are.</summary>
        public int Length
        {
            get { return length; }
        }

        /// <summary>Whether there are none.</summary>
        public bool IsEmpty
        {
            get { return length == 0; }
        }

        /// <summary>An element.</summary>
        public T this[int index]
        {
            get
            {
                if ((uint)index >= (uint)length) throw new IndexOutOfRangeException();
                return Array[Start + index];
            }
        }

        /// <summary>The elements from <paramref name="start"/>.</summary>
        public ReadOnlySpan<T> Slice(int start)
        {
            return Slice(start, length - start);
        }

        /// <summary>A part of the elements.</summary>
        public ReadOnlySpan<T> Slice(int start, int count)
        {
            Parts<T>.Check(length, start, count);
            return count == 0 ? default(ReadOnlySpan<T>) : new ReadOnlySpan<T>(Array, Start + start, count);
        }

        /// <summary>Copies to as many elements, or more.</summary>
        public void CopyTo(Span<T> target)
        {
            if (target.Length < length) throw new ArgumentException("too short", "target");
            if (length > 0) System.Array.Copy(Array, Start, target.Array, target.Start, length);
        }

        /// <summary>A copy.</summary>
        public T[] ToArray()
        {
            var copy = new T[length];
            CopyTo(copy);
            return copy;
        }

        /// <summary>All of an array.</summary>
        public static implicit operator ReadOnlySpan<T>(T[] array)
        {
            return new ReadOnlySpan<T>(array, 0, array == null ? 0 : array.Length);
        }
    }

    /// <summary>A part of an array, to be read and written. Arrays convert to it.</summary>
    public readonly ref struct Span<T>
    {
        internal readonly T[] Array;
        internal readonly int Start;
        private readonly int length;

        /// <summary>A part of an array.</summary>
        public Span(T[] array, int start, int length)
        {
            Array = Parts<T>.Of(array, start, length);
            Start = length == 0 ? 0 : start;
            this.length = length;
        }

        /// <summary>How many elements there are.</summary>
        public int Length
        {
            get { return length; }
        }

        /// <summary>Whether there are none.</summary>
        public bool IsEmpty
        {
            get { return length == 0; }
        }

        /// <summary>An element, to be read or written.</summary>
        public ref T this[int index]
        {
            get
            {
                if ((uint)index >= (uint)length) throw new IndexOutOfRangeException();
                return ref Array[Start + index];
            }
        }

        /// <summary>The elements from <paramref name="start"/>.</summary>
        public Span<T> Slice(int start)
        {
            return Slice(start, length - start);
        }

        /// <summary>A part of the elements.</summary>
        public Span<T> Slice(int start, int count)
        {
            Parts<T>.Check(length, start, count);
            return count == 0 ? default(Span<T>) : new Span<T>(Array, Start + start, count);
        }

        /// <summary>Makes all elements equal.</summary>
        public void Fill(T value)
        {
            for (int i = 0; i < length; ++i) Array[Start + i] = value;
        }

        /// <summary>Copies to as many elements, or more.</summary>
        public void CopyTo(Span<T> target)
        {
            ((ReadOnlySpan<T>)this).CopyTo(target);
        }

        /// <summary>A copy.</summary>
        public T[] ToArray()
        {
            return ((ReadOnlySpan<T>)this).ToArray();
        }

        /// <summary>All of an array.</summary>
        public static implicit operator Span<T>(T[] array)
        {
            return new Span<T>(array, 0, array == null ? 0 : array.Length);
        }

        /// <summary>The same elements, to be read.</summary>
        public static implicit operator ReadOnlySpan<T>(Span<T> span)
        {
            return span.Array == null ? default(ReadOnlySpan<T>)
                : new ReadOnlySpan<T>(span.Array, span.Start, span.length);
        }
    }

    internal static class Parts<T>
    {
        /// <summary>What stands behind spans without elements, so that there is something to pin.</summary>
        internal static readonly T[] None = new T[1];

        internal static T[] Of(T[] array, int start, int length)
        {
            Check(array == null ? 0 : array.Length, start, length);
            return length == 0 ? None : array;
        }

        internal static void Check(int length, int start, int count)
        {
            if (start < 0 || count < 0 || start > length - count) throw new ArgumentOutOfRangeException("start");
        }
    }
}
#endif
