using System;
using System.Runtime.InteropServices;

namespace Glia
{
    /// <summary>What the library calls for activations written in C#: finds the activation by the table's user pointer,
    /// and its delegate. These four delegates are never collected.</summary>
    internal static unsafe class Kernels
    {
        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate void Forward(
            ActivationTable* self, double* parameters, UIntPtr rows, UIntPtr columns, float* x, float* y);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate void Backward(
            ActivationTable* self, double* parameters, UIntPtr rows, UIntPtr columns, float* x, float* y, float* dy,
            float* dx);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate void ForwardDouble(
            ActivationTable* self, double* parameters, UIntPtr rows, UIntPtr columns, double* x, double* y);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate void BackwardDouble(
            ActivationTable* self, double* parameters, UIntPtr rows, UIntPtr columns, double* x, double* y, double* dy,
            double* dx);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate void Destroy(IntPtr user);

        private static readonly Forward ForwardKept = RunForward;
        private static readonly Backward BackwardKept = RunBackward;
        private static readonly ForwardDouble ForwardDoubleKept = RunForwardDouble;
        private static readonly BackwardDouble BackwardDoubleKept = RunBackwardDouble;
        private static readonly Destroy DestroyKept = Free;

        private static volatile bool inUse;

        /// <summary>Whether an activation was ever registered: until then, a prediction cannot call back.</summary>
        internal static bool InUse
        {
            get { return inUse; }
        }

        /// <summary>Puts the functions into a table, and the activation behind its user pointer.</summary>
        internal static void Fill(ref ActivationTable table, Activation activation)
        {
            inUse = true;
            table.User = GCHandle.ToIntPtr(GCHandle.Alloc(activation));
            table.Destroy = Marshal.GetFunctionPointerForDelegate(DestroyKept);
            table.Forward = Marshal.GetFunctionPointerForDelegate(ForwardKept);
            table.Backward = Marshal.GetFunctionPointerForDelegate(BackwardKept);
            if (activation.ForwardDouble == null) return;
            table.ForwardDouble = Marshal.GetFunctionPointerForDelegate(ForwardDoubleKept);
            table.BackwardDouble = Marshal.GetFunctionPointerForDelegate(BackwardDoubleKept);
        }

        [MonoPInvokeCallback(typeof(Destroy))]
        internal static void Free(IntPtr user)
        {
            GCHandle.FromIntPtr(user).Free();
        }

        private static Activation Of(ActivationTable* self)
        {
            return (Activation)GCHandle.FromIntPtr(self->User).Target;
        }

        private static ReadOnlySpan<double> Values(ActivationTable* self, double* parameters)
        {
            return Spans.Readable<double>(parameters, self->ParameterCount);
        }

        private static long Count(UIntPtr rows, UIntPtr columns)
        {
            return checked((long)(rows.ToUInt64() * columns.ToUInt64()));
        }

        [MonoPInvokeCallback(typeof(Forward))]
        private static void RunForward(
            ActivationTable* self, double* parameters, UIntPtr rows, UIntPtr columns, float* x, float* y)
        {
            if (!Run(Of(self).Forward, self, parameters, rows, columns, x, y)) Fill(y, Count(rows, columns));
        }

        [MonoPInvokeCallback(typeof(Backward))]
        private static void RunBackward(
            ActivationTable* self, double* parameters, UIntPtr rows, UIntPtr columns, float* x, float* y, float* dy,
            float* dx)
        {
            if (!Run(Of(self).Backward, self, parameters, rows, columns, x, y, dy, dx)) Fill(dx, Count(rows, columns));
        }

        [MonoPInvokeCallback(typeof(ForwardDouble))]
        private static void RunForwardDouble(
            ActivationTable* self, double* parameters, UIntPtr rows, UIntPtr columns, double* x, double* y)
        {
            if (!Run(Of(self).ForwardDouble, self, parameters, rows, columns, x, y)) Fill(y, Count(rows, columns));
        }

        [MonoPInvokeCallback(typeof(BackwardDouble))]
        private static void RunBackwardDouble(
            ActivationTable* self, double* parameters, UIntPtr rows, UIntPtr columns, double* x, double* y, double* dy,
            double* dx)
        {
            if (!Run(Of(self).BackwardDouble, self, parameters, rows, columns, x, y, dy, dx))
            {
                Fill(dx, Count(rows, columns));
            }
        }

        /// <summary>Calls a delegate over arrays of T; false where it has thrown, which is kept.</summary>
        private static bool Run<T>(
            ActivationForward<T> function, ActivationTable* self, double* parameters, UIntPtr rows, UIntPtr columns,
            void* x, void* y)
        {
            try
            {
                long count = Count(rows, columns);
                function(
                    Values(self, parameters), (int)rows, (int)columns, Spans.Readable<T>(x, count),
                    Spans.Writable<T>(y, count));
                return true;
            }
            catch (Exception exception)
            {
                CallbackScope.Fail(exception);
                return false;
            }
        }

        private static bool Run<T>(
            ActivationBackward<T> derivative, ActivationTable* self, double* parameters, UIntPtr rows, UIntPtr columns,
            void* x, void* y, void* dy, void* dx)
        {
            try
            {
                long count = Count(rows, columns);
                derivative(
                    Values(self, parameters), (int)rows, (int)columns, Spans.Readable<T>(x, count),
                    Spans.Readable<T>(y, count), Spans.Readable<T>(dy, count), Spans.Writable<T>(dx, count));
                return true;
            }
            catch (Exception exception)
            {
                CallbackScope.Fail(exception);
                return false;
            }
        }

        /// <summary>NaN for the numbers of a delegate that has thrown ends a fit in this step.</summary>
        private static void Fill(float* numbers, long count)
        {
            for (long i = 0; i < count; ++i) numbers[i] = float.NaN;
        }

        private static void Fill(double* numbers, long count)
        {
            for (long i = 0; i < count; ++i) numbers[i] = double.NaN;
        }
    }
}
