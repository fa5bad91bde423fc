using System;
using System.Runtime.InteropServices;

namespace Glia
{
    /// <summary>How well a recipe learns, judged on rows that it has not seen: the figures of all folds.</summary>
    public sealed unsafe class CrossValidation : GliaObject
    {
        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate int Callback(UIntPtr fold, UIntPtr folds, IntPtr trainer, int kind, IntPtr user);

        private static readonly Callback Kept = Receive; // native code holds its address
        private static readonly IntPtr Address = Marshal.GetFunctionPointerForDelegate(Kept);
        private static readonly string[] FoldFigures = { "loss", "accuracy", "validation_loss", "validation_accuracy" };

        private CrossValidation(NativeHandle handle) : base(handle)
        {
        }

        /// <summary>Trains and evaluates a fresh model for each fold, with the settings of a trainer, which stays as it
        /// is, with its model. The same arguments give the same figures.</summary>
        /// <param name="recipe">The trainer.</param>
        /// <param name="dataset">The rows.</param>
        /// <param name="folds">A spec, such as "stratified(folds=5)".</param>
        /// <param name="seed">Where folds and first parameters come from.</param>
        /// <param name="groups">With "grouped", the number of each row's group.</param>
        /// <param name="initializer">A spec for the first weights.</param>
        /// <param name="callback">Is told after each epoch of each fold (fold from 0, folds, progress); returns true to
        /// go on. Where it does not, the finished folds are the result. May be null.</param>
        public static CrossValidation Run(
            Trainer recipe, Dataset dataset, string folds, ulong seed = 0, ReadOnlySpan<int> groups = default,
            string initializer = "auto", Func<int, int, FitProgress, bool> callback = null)
        {
            using (Lease trainer = Use(recipe, nameof(recipe)))
            using (Lease rows = Use(dataset, nameof(dataset)))
            using (var scope = new CallbackScope())
            fixed (byte* spec = Utf8.Required(folds, nameof(folds)))
            fixed (byte* first = Utf8.Required(initializer, nameof(initializer)))
            fixed (int* numbers = &MemoryMarshal.GetReference(groups))
            {
                GCHandle user = GCHandle.Alloc(callback);
                try
                {
                    IntPtr result;
                    int status = Native.glia_cross_validate(
                        &result, trainer.Pointer, rows.Pointer, spec, groups.Length == 0 ? null : numbers,
                        (UIntPtr)groups.Length, first, seed, callback == null ? IntPtr.Zero : Address,
                        GCHandle.ToIntPtr(user));
                    return Own(result, status, scope);
                }
                finally
                {
                    user.Free();
                }
            }
        }

        private static CrossValidation Own(IntPtr result, int status, CallbackScope scope)
        {
            try
            {
                if (status == (int)Status.Cancelled && result != IntPtr.Zero) scope.ThrowFailure();
                else scope.Check(status);
            }
            catch
            {
                Native.glia_cross_validation_destroy(result);
                throw;
            }
            return new CrossValidation(new NativeHandle(result, Native.glia_cross_validation_destroy));
        }

        [MonoPInvokeCallback(typeof(Callback))]
        private static int Receive(UIntPtr fold, UIntPtr folds, IntPtr trainer, int kind, IntPtr user)
        {
            try
            {
                if (kind != (int)FitEvent.Epoch) return 0;
                var callback = (Func<int, int, FitProgress, bool>)GCHandle.FromIntPtr(user).Target;
                FitProgress where = FitObserver.Snapshot(trainer, FitEvent.Epoch, FoldFigures);
                return callback(Size.Int(fold), Size.Int(folds), where) ? 0 : 1;
            }
            catch (Exception exception)
            {
                CallbackScope.Fail(exception);
                return 1;
            }
        }

        /// <summary>The number of finished folds.</summary>
        public int Folds
        {
            get
            {
                using (Lease result = Use()) return Size.Int(Native.glia_cross_validation_folds(result.Pointer));
            }
        }

        /// <summary>The names of all figures of a fold.</summary>
        public string[] Figures
        {
            get
            {
                using (Lease result = Use())
                {
                    return JsonNames.Parse(Read(result.Pointer, Native.glia_cross_validation_figures));
                }
            }
        }

        /// <summary>One figure of each finished fold.</summary>
        public double[] Values(string figure)
        {
            using (Lease result = Use())
            fixed (byte* name = Utf8.Required(figure, nameof(figure)))
            {
                var values = new double[Folds];
                UIntPtr needed;
                fixed (double* target = values)
                {
                    GliaException.Check(Native.glia_cross_validation_values(
                        result.Pointer, name, target, (UIntPtr)values.Length, &needed));
                }
                return values;
            }
        }

        /// <summary>The mean of a figure over the finished folds.</summary>
        public double Mean(string figure)
        {
            double mean, deviation;
            Summarize(figure, &mean, &deviation);
            return mean;
        }

        /// <summary>The standard deviation of a figure over the finished folds.</summary>
        public double Deviation(string figure)
        {
            double mean, deviation;
            Summarize(figure, &mean, &deviation);
            return deviation;
        }

        private void Summarize(string figure, double* mean, double* deviation)
        {
            using (Lease result = Use())
            fixed (byte* name = Utf8.Required(figure, nameof(figure)))
            {
                GliaException.Check(Native.glia_cross_validation_summary(result.Pointer, name, mean, deviation));
            }
        }
    }
}
