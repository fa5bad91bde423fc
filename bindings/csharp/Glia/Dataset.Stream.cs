using System;
using System.Runtime.InteropServices;

namespace Glia
{
    /// <summary>Delivers rows of a stream, on the thread that called fit or what else reads it. Every pass delivers the
    /// same rows.</summary>
    /// <param name="first">How many rows of this pass were delivered before; 0 begins a pass.</param>
    /// <param name="x">Room for rows of features.</param>
    /// <param name="targets">Room for their target values; empty for a data set without.</param>
    /// <param name="classes">Room for their classes; empty for a data set without.</param>
    /// <returns>How many rows were written; 0 ends the pass, a negative number the call, with
    /// <see cref="Status.Cancelled"/>.</returns>
    public delegate int RowReader(long first, Span<float> x, Span<float> targets, Span<int> classes);

    public sealed unsafe partial class Dataset
    {
        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate int RowsCallback(
            UIntPtr first, UIntPtr capacity, float* x, float* targets, int* classes, UIntPtr* delivered, IntPtr user);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate void DestroyCallback(IntPtr user);

        private static readonly RowsCallback RowsKept = ReadRows; // native code holds their addresses
        private static readonly DestroyCallback DestroyKept = FreeReader;

        private sealed class Stream
        {
            internal RowReader Read;
            internal int Features, Outputs;
        }

        /// <summary>A stream of rows with target values that a delegate delivers, for what memory cannot hold. What the
        /// delegate throws is thrown on by the method that wanted the rows.</summary>
        /// <param name="rows">The rows of a pass.</param>
        /// <param name="features">The numbers of a row.</param>
        /// <param name="outputs">The target values of a row.</param>
        /// <param name="read">Delivers them.</param>
        /// <param name="window">Rows in memory at once; 0: as many as 64 MiB hold.</param>
        public static Dataset StreamValues(long rows, int features, int outputs, RowReader read, int window = 0)
        {
            return Create(rows, features, outputs, 0, read, window);
        }

        /// <summary>The same with classes.</summary>
        public static Dataset StreamClasses(long rows, int features, int classCount, RowReader read, int window = 0)
        {
            return Create(rows, features, 0, classCount, read, window);
        }

        private static Dataset Create(long rows, int features, int outputs, int classCount, RowReader read, int window)
        {
            return GliaLibrary.Call(() =>
            {
                if (read == null) throw new ArgumentNullException(nameof(read));
                UIntPtr rowCount = Size.Of(rows, nameof(rows)), featureCount = Size.Of(features, nameof(features)),
                    outputCount = Size.Of(outputs, nameof(outputs)), classes = Size.Of(classCount, nameof(classCount)),
                    windowRows = Size.Of(window, nameof(window));
                GCHandle stream =
                    GCHandle.Alloc(new Stream { Read = read, Features = features, Outputs = outputs });
                IntPtr dataset;
                int status = Native.glia_dataset_stream_callback(
                    &dataset, rowCount, featureCount, outputCount, classes, windowRows,
                    Marshal.GetFunctionPointerForDelegate(RowsKept), GCHandle.ToIntPtr(stream),
                    Marshal.GetFunctionPointerForDelegate(DestroyKept));
                try
                {
                    GliaException.Check(status);
                }
                catch
                {
                    stream.Free(); // a failure leaves it to us
                    throw;
                }
                return Own(dataset);
            });
        }

        [MonoPInvokeCallback(typeof(RowsCallback))]
        private static int ReadRows(
            UIntPtr first, UIntPtr capacity, float* x, float* targets, int* classes, UIntPtr* delivered, IntPtr user)
        {
            try
            {
                var stream = (Stream)GCHandle.FromIntPtr(user).Target;
                int rows = LimitRows((long)capacity.ToUInt64(), stream);
                int count = stream.Read(
                    (long)first.ToUInt64(), Spans.Writable<float>(x, (long)rows * stream.Features),
                    Spans.Writable<float>(targets, (long)rows * stream.Outputs), Spans.Writable<int>(classes, rows));
                if (count < 0) return 1;
                if (count > rows)
                {
                    throw new InvalidOperationException(
                        "the reader said that it delivered " + count + " rows where " + rows + " were wanted at most");
                }
                *delivered = (UIntPtr)count;
                return 0;
            }
            catch (Exception exception)
            {
                CallbackScope.Fail(exception);
                return 1;
            }
        }

        /// <summary>As many rows as spans can hold; the library asks again for the others.</summary>
        private static int LimitRows(long capacity, Stream stream)
        {
            return (int)Math.Min(capacity, int.MaxValue / Math.Max(stream.Features, Math.Max(stream.Outputs, 1)));
        }

        [MonoPInvokeCallback(typeof(DestroyCallback))]
        private static void FreeReader(IntPtr user)
        {
            GCHandle.FromIntPtr(user).Free();
        }
    }
}
