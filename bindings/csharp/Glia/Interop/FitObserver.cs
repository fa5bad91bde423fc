using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Threading;

namespace Glia
{
    /// <summary>Follows one fit: native code reaches it through a handle that lives as long as the fit.</summary>
    internal sealed unsafe class FitObserver
    {
        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate int Callback(IntPtr trainer, int kind, IntPtr user);

        private static readonly Callback Kept = Receive; // native code holds its address
        internal static readonly IntPtr Address = Marshal.GetFunctionPointerForDelegate(Kept);

        private const int GoOn = 0;
        private const int Stop = 1;

        private static readonly string[] BatchFigures = { "loss", "accuracy", "learning_rate", "seconds" };

        private readonly string[] epochFigures;
        private readonly Func<FitProgress, bool> tell;
        private readonly bool batches;
        private readonly CancellationToken token;

        /// <param name="epochFigures">The names of the trainer's figures.</param>
        /// <param name="tell">Is told; false ends the fit. May be null.</param>
        /// <param name="batches">Whether it is told about batches too.</param>
        /// <param name="token">Asked after each batch.</param>
        internal FitObserver(
            string[] epochFigures, Func<FitProgress, bool> tell, bool batches, CancellationToken token)
        {
            this.epochFigures = epochFigures;
            this.tell = tell;
            this.batches = batches;
            this.token = token;
        }

        [MonoPInvokeCallback(typeof(Callback))]
        private static int Receive(IntPtr trainer, int kind, IntPtr user)
        {
            try
            {
                return ((FitObserver)GCHandle.FromIntPtr(user).Target).Follow(trainer, (FitEvent)kind) ? GoOn : Stop;
            }
            catch (Exception exception)
            {
                CallbackScope.Fail(exception);
                return Stop;
            }
        }

        private bool Follow(IntPtr trainer, FitEvent kind)
        {
            token.ThrowIfCancellationRequested();
            if (tell == null || kind == FitEvent.Batch && !batches) return true;
            return tell(Snapshot(trainer, kind, kind == FitEvent.Batch ? BatchFigures : epochFigures));
        }

        /// <summary>Where a trainer is.</summary>
        internal static FitProgress Snapshot(IntPtr trainer, FitEvent kind, string[] names)
        {
            UIntPtr epoch, epochs, batch, batchCount;
            GliaException.Check(Native.glia_trainer_progress(trainer, &epoch, &epochs, &batch, &batchCount));
            var figures = new Dictionary<string, double>(names.Length);
            foreach (string name in names) figures[name] = Figure(trainer, name);
            return new FitProgress(
                kind, Size.Int(epoch), Size.Int(epochs), (long)batch.ToUInt64(), (long)batchCount.ToUInt64(), figures);
        }

        internal static double Figure(IntPtr trainer, string name)
        {
            double value;
            fixed (byte* text = Utf8.Required(name, nameof(name)))
            {
                GliaException.Check(Native.glia_trainer_metric(trainer, text, &value));
            }
            return value;
        }
    }
}
