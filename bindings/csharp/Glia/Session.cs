using System;
using System.Runtime.InteropServices;

namespace Glia
{
    /// <summary>One thread's workspace for one model: predicting through it neither allocates nor locks. Make one for
    /// each thread. The model may be disposed of first, and must not be changed while a session predicts.</summary>
    public sealed unsafe class Session : GliaObject
    {
        private readonly int inputs;
        private readonly int outputs;

        /// <summary>A workspace for up to <paramref name="maxRows"/> rows a call.</summary>
        public Session(Model model, int maxRows = 1) : base(Create(model, maxRows))
        {
            MaxRows = maxRows;
            inputs = model.Inputs;
            outputs = model.Outputs;
        }

        /// <summary>The most rows of a call.</summary>
        public int MaxRows { get; }

        private static NativeHandle Create(Model model, int maxRows)
        {
            using (Lease lease = Use(model, nameof(model)))
            {
                IntPtr session;
                GliaException.Check(
                    Native.glia_session_create(&session, lease.Pointer, Size.Of(maxRows, nameof(maxRows))));
                return new NativeHandle(session, Native.glia_session_destroy);
            }
        }

        /// <summary>The network's output for each row.</summary>
        /// <param name="x">Rows, one after the other.</param>
        /// <param name="y">Receives rows of output.</param>
        public void Predict(ReadOnlySpan<float> x, Span<float> y)
        {
            fixed (float* input = &MemoryMarshal.GetReference(x))
            fixed (float* output = &MemoryMarshal.GetReference(y))
            {
                Predict(input, x.Length, output, y.Length);
            }
        }

        /// <summary>The same for whole arrays. Under mono, making spans of them would take longer than the call.
        /// </summary>
        /// <param name="x">Rows, one after the other.</param>
        /// <param name="y">Receives rows of output.</param>
        public void Predict(float[] x, float[] y)
        {
            if (x == null) throw new ArgumentNullException(nameof(x));
            if (y == null) throw new ArgumentNullException(nameof(y));
            fixed (float* input = x, output = y)
            {
                Predict(input, x.Length, output, y.Length);
            }
        }

        private void Predict(float* x, int xLength, float* y, int yLength)
        {
            int rows = xLength == inputs ? 1 : Size.Rows(xLength, inputs, nameof(x));
            if (yLength < (long)rows * outputs) Size.AtLeast(yLength, (long)rows * outputs, nameof(y));
            if (Kernels.InUse)
            {
                PredictWithCallbacks(x, rows, y);
                return;
            }
            if (!Handle.Enter()) throw Disposed();
            try
            {
                GliaException.Check(Native.glia_session_predict(Handle.Pointer, x, (UIntPtr)rows, y));
            }
            finally
            {
                Handle.Leave();
            }
        }

        private ObjectDisposedException Disposed()
        {
            return new ObjectDisposedException(GetType().FullName);
        }

        /// <summary>Where activations may be written in C#, what they throw is to be thrown on.</summary>
        private void PredictWithCallbacks(float* x, int rows, float* y)
        {
            using (Lease session = Use())
            using (var scope = new CallbackScope())
            {
                scope.Check(Native.glia_session_predict(session.Pointer, x, (UIntPtr)rows, y));
            }
        }
    }
}
