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

        private readonly Func<FitProgress, bool> tell;
        private readonly bool batches;
        private readonly CancellationToken token;

        /// <param name="tell">Is told; false ends the fit. May be null.</param>
        /// <param name="batches">Whether it is told about batches too.</param>
        /// <param name="token">Asked after each batch.</param>
        internal FitObserver(Func<FitProgress, bool> tell, bool batches, CancellationToken token)
        {
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
            return tell(Snapshot(trainer, kind, kind == FitEvent.Batch ? BatchFigures : Figures(trainer)));
        }

        /// <summary>The names of all figures that a trainer has.</summary>
        internal static string[] Figures(IntPtr trainer)
        {
            return JsonNames.Parse(GliaObject.Read(trainer, Native.glia_trainer_figures));
        }

        /// <summary>Where a trainer is.</summary>
        internal static FitProgress Snapshot(IntPtr trainer, FitEvent kind, string[] names)
        {
            UIntPtr epoch, epochs, batch, batchCount;
            GliaException.Check(Native.glia_trainer_progress(trainer, &epoch, &epochs, &batch, &batchCount));
            var figures = new Dictionary<string, double>(names.Length);
            foreach (string name in names)
            {
                double value;
                int status = Figure(trainer, name, out value);
                if (status == (int)Status.NotFound) continue; // of an earlier fit, which had other metrics
                GliaException.Check(status);
                figures[name] = value;
            }
            return new FitProgress(
                kind, Size.Int(epoch), Size.Int(epochs), (long)batch.ToUInt64(), (long)batchCount.ToUInt64(), figures);
        }

        internal static int Figure(IntPtr trainer, string name, out double value)
        {
            fixed (byte* text = Utf8.Required(name, nameof(name)))
            fixed (double* figure = &value) return Native.glia_trainer_metric(trainer, text, figure);
        }
    }
}
