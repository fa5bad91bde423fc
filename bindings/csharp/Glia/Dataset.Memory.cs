using System;
using System.Runtime.InteropServices;

namespace Glia
{
    public sealed unsafe partial class Dataset
    {
        /// <summary>Copies rows without targets, for prediction.</summary>
        public static Dataset FromRows(ReadOnlySpan<float> x, int features, bool missing = false)
        {
            return FromValues(x, features, default(ReadOnlySpan<float>), 0, missing);
        }

        /// <summary>Copies rows with target values.</summary>
        /// <param name="x">Rows of <paramref name="features"/> numbers, one after the other.</param>
        /// <param name="features">The numbers of a row.</param>
        /// <param name="targets">For each row, <paramref name="outputs"/> numbers.</param>
        /// <param name="outputs">The target values of a row.</param>
        /// <param name="missing">Whether NaN in x stands for a value that is missing, and is not refused.</param>
        public static Dataset FromValues(
            ReadOnlySpan<float> x, int features, ReadOnlySpan<float> targets, int outputs, bool missing = false)
        {
            GliaLibrary.Load();
            int rows = Size.Rows(x.Length, features, nameof(x));
            Size.Expect(targets.Length, (long)rows * outputs, nameof(targets));
            return Copy(x, rows, features, targets, outputs, missing);
        }

        private static Dataset Copy(
            ReadOnlySpan<float> x, int rows, int features, ReadOnlySpan<float> targets, int outputs, bool missing)
        {
            IntPtr dataset;
            fixed (float* input = &MemoryMarshal.GetReference(x))
            fixed (float* target = &MemoryMarshal.GetReference(targets))
            {
                float* given = outputs == 0 ? null : target;
                UIntPtr dense = UIntPtr.Zero;
                GliaException.Check(missing
                    ? Native.glia_dataset_create_missing(
                        &dataset, input, (UIntPtr)rows, (UIntPtr)features, dense, given, (UIntPtr)outputs, dense)
                    : Native.glia_dataset_create(
                        &dataset, input, (UIntPtr)rows, (UIntPtr)features, dense, given, (UIntPtr)outputs, dense));
            }
            return Own(dataset);
        }

        /// <summary>Copies rows with classes.</summary>
        /// <param name="x">Rows of <paramref name="features"/> numbers, one after the other.</param>
        /// <param name="features">The numbers of a row.</param>
        /// <param name="classes">The class of each row, from 0.</param>
        /// <param name="classCount">How many classes there are.</param>
        /// <param name="missing">Whether NaN in x stands for a value that is missing, and is not refused.</param>
        public static Dataset FromClasses(
            ReadOnlySpan<float> x, int features, ReadOnlySpan<int> classes, int classCount, bool missing = false)
        {
            GliaLibrary.Load();
            int rows = Size.Rows(x.Length, features, nameof(x));
            Size.Expect(classes.Length, rows, nameof(classes));
            return Copy(x, rows, features, classes, Size.Of(classCount, nameof(classCount)), missing);
        }

        private static Dataset Copy(
            ReadOnlySpan<float> x, int rows, int features, ReadOnlySpan<int> classes, UIntPtr count, bool missing)
        {
            IntPtr dataset;
            fixed (float* input = &MemoryMarshal.GetReference(x))
            fixed (int* indices = &MemoryMarshal.GetReference(classes))
            {
                UIntPtr dense = UIntPtr.Zero;
                GliaException.Check(missing
                    ? Native.glia_dataset_create_classes_missing(
                        &dataset, input, (UIntPtr)rows, (UIntPtr)features, dense, indices, count)
                    : Native.glia_dataset_create_classes(
                        &dataset, input, (UIntPtr)rows, (UIntPtr)features, dense, indices, count));
            }
            return Own(dataset);
        }

        /// <summary>Uses arrays where they are: they stay pinned, and must not be changed, until this data set and all
        /// that are made from it are disposed of. Worth it for large arrays alone.</summary>
        public static Dataset Borrow(float[] x, int features, float[] targets, int outputs)
        {
            return GliaLibrary.Call(() =>
            {
                if (x == null) throw new ArgumentNullException(nameof(x));
                int rows = Size.Rows(x.Length, features, nameof(x));
                Size.Expect(targets == null ? 0 : targets.Length, (long)rows * outputs, nameof(targets));
                var pins = new PinnedArrays(x, outputs == 0 ? null : targets);
                IntPtr dataset;
                int status = Native.glia_dataset_borrow(
                    &dataset, (float*)pins.Address(0), (UIntPtr)rows, (UIntPtr)features, UIntPtr.Zero,
                    (float*)pins.Address(1), (UIntPtr)outputs, UIntPtr.Zero);
                return OwnPinned(status, dataset, pins);
            });
        }

        /// <summary>The same with classes.</summary>
        public static Dataset BorrowClasses(float[] x, int features, int[] classes, int classCount)
        {
            return GliaLibrary.Call(() =>
            {
                if (x == null) throw new ArgumentNullException(nameof(x));
                if (classes == null) throw new ArgumentNullException(nameof(classes));
                int rows = Size.Rows(x.Length, features, nameof(x));
                Size.Expect(classes.Length, rows, nameof(classes));
                UIntPtr count = Size.Of(classCount, nameof(classCount));
                var pins = new PinnedArrays(x, classes);
                IntPtr dataset;
                int status = Native.glia_dataset_borrow_classes(
                    &dataset, (float*)pins.Address(0), (UIntPtr)rows, (UIntPtr)features, UIntPtr.Zero,
                    (int*)pins.Address(1), count);
                return OwnPinned(status, dataset, pins);
            });
        }

        private static Dataset OwnPinned(int status, IntPtr dataset, PinnedArrays pins)
        {
            try
            {
                GliaException.Check(status);
            }
            catch
            {
                pins.Dispose();
                throw;
            }
            return new Dataset(new NativeHandle(dataset, Native.glia_dataset_destroy, pins));
        }
    }
}
