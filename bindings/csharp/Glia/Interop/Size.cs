using System;

namespace Glia
{
    /// <summary>Counts and shapes on their way to size_t and back.</summary>
    internal static class Size
    {
        internal static UIntPtr Of(long value, string parameter)
        {
            if (value < 0) throw new ArgumentOutOfRangeException(parameter, value, "must not be negative");
            return (UIntPtr)(ulong)value;
        }

        internal static int Int(UIntPtr value)
        {
            return checked((int)value.ToUInt64());
        }

        /// <summary>The rows that an array of <paramref name="length"/> elements holds.</summary>
        internal static int Rows(int length, int width, string parameter)
        {
            if (width > 0 && length % width == 0) return length / width;
            throw new ArgumentException(
                "holds " + length + " elements, which is no whole number of rows of " + width, parameter);
        }

        /// <summary>Refuses an array that is not of the wanted length.</summary>
        internal static void Expect(int length, long wanted, string parameter)
        {
            if (length == wanted) return;
            throw new ArgumentException("holds " + length + " elements instead of " + wanted, parameter);
        }

        /// <summary>Refuses an array that is too short to be written to.</summary>
        internal static void AtLeast(int length, long wanted, string parameter)
        {
            if (length >= wanted) return;
            throw new ArgumentException("holds " + length + " elements; at least " + wanted + " are needed", parameter);
        }
    }
}
