using System;
using System.Runtime.InteropServices;

namespace Glia
{
    /// <summary>Two parts of a data set. Disposing of it disposes of both.</summary>
    public sealed class DatasetSplit : IDisposable
    {
        internal DatasetSplit(Dataset first, Dataset second)
        {
            First = first;
            Second = second;
        }

        /// <summary>The larger part, as a rule: what to train on.</summary>
        public Dataset First { get; }

        /// <summary>The part that the fraction names: what to validate or test with.</summary>
        public Dataset Second { get; }

        /// <summary>var (train, test) = data.Split(0.2);</summary>
        public void Deconstruct(out Dataset first, out Dataset second)
        {
            first = First;
            second = Second;
        }

        /// <summary>Disposes of both parts.</summary>
        public void Dispose()
        {
            First.Dispose();
            Second.Dispose();
        }
    }

    public sealed unsafe partial class Dataset
    {
        private DatasetSplit OwnParts(IntPtr first, IntPtr second)
        {
            return new DatasetSplit(Own(first, this), Own(second, this));
        }

        /// <summary>Splits rows at random into two data sets that share the rows of this one, which may be disposed of
        /// first. The same seed gives the same split.</summary>
        /// <param name="fraction">The share of the second part.</param>
        /// <param name="stratify">Whether both parts hold the classes in the same proportion.</param>
        /// <param name="seed">Where the random numbers come from.</param>
        public DatasetSplit Split(double fraction, bool stratify = false, ulong seed = 0)
        {
            using (Lease dataset = Use())
            {
                IntPtr first, second;
                GliaException.Check(Native.glia_dataset_split(
                    dataset.Pointer, fraction, stratify ? 1 : 0, seed, &first, &second));
                return OwnParts(first, second);
            }
        }

        /// <summary>Splits rows at random so that no group has rows in both parts.</summary>
        /// <param name="fraction">The share of the second part.</param>
        /// <param name="groups">The number of each row's group.</param>
        /// <param name="seed">Where the random numbers come from.</param>
        public DatasetSplit SplitGroups(double fraction, ReadOnlySpan<int> groups, ulong seed = 0)
        {
            using (Lease dataset = Use())
            fixed (int* numbers = &MemoryMarshal.GetReference(groups))
            {
                IntPtr first, second;
                GliaException.Check(Native.glia_dataset_split_groups(
                    dataset.Pointer, fraction, numbers, (UIntPtr)groups.Length, seed, &first, &second));
                return OwnParts(first, second);
            }
        }

        /// <summary>Splits rows by time: the second part gets the last.</summary>
        public DatasetSplit SplitTime(double fraction)
        {
            using (Lease dataset = Use())
            {
                IntPtr first, second;
                GliaException.Check(Native.glia_dataset_split_time(dataset.Pointer, fraction, &first, &second));
                return OwnParts(first, second);
            }
        }

        /// <summary>The rows in rising order of their keys.</summary>
        public Dataset Sort(ReadOnlySpan<double> keys)
        {
            using (Lease dataset = Use())
            fixed (double* values = &MemoryMarshal.GetReference(keys))
            {
                IntPtr sorted;
                GliaException.Check(
                    Native.glia_dataset_sort(&sorted, dataset.Pointer, values, (UIntPtr)keys.Length));
                return Own(sorted, this);
            }
        }

        /// <summary>Rows of your choice, in any order, each as often as wanted.</summary>
        public Dataset Pick(params int[] rows)
        {
            if (rows == null) throw new ArgumentNullException(nameof(rows));
            var indices = new UIntPtr[rows.Length];
            for (int i = 0; i < rows.Length; ++i) indices[i] = Size.Of(rows[i], nameof(rows));
            using (Lease dataset = Use())
            fixed (UIntPtr* numbers = indices)
            {
                IntPtr picked;
                GliaException.Check(
                    Native.glia_dataset_pick(&picked, dataset.Pointer, numbers, (UIntPtr)indices.Length));
                return Own(picked, this);
            }
        }

        /// <summary>The same rows with weights, one for each row.</summary>
        public Dataset WithWeights(ReadOnlySpan<float> weights)
        {
            using (Lease dataset = Use())
            fixed (float* values = &MemoryMarshal.GetReference(weights))
            {
                IntPtr weighted;
                GliaException.Check(Native.glia_dataset_with_weights(
                    &weighted, dataset.Pointer, values, (UIntPtr)weights.Length));
                return Own(weighted, this);
            }
        }

        /// <summary>The same rows, where the numbers of a feature are the indices of categories.</summary>
        public Dataset WithCategories(int feature, params string[] names)
        {
            using (Lease dataset = Use())
            using (var list = new Utf8Array(names, nameof(names)))
            fixed (IntPtr* texts = list.Pointers)
            {
                IntPtr result;
                GliaException.Check(Native.glia_dataset_with_categories(
                    dataset.Pointer, Size.Of(feature, nameof(feature)), (byte**)texts, list.Count, &result));
                return Own(result, this);
            }
        }

        /// <summary>The number of folds that a spec asks for.</summary>
        public static int FoldCount(string folds)
        {
            return GliaLibrary.Call(() =>
            {
                fixed (byte* spec = Utf8.Required(folds, nameof(folds)))
                {
                    UIntPtr count;
                    GliaException.Check(Native.glia_fold_count(spec, &count));
                    return Size.Int(count);
                }
            });
        }

        /// <summary>A fold of a cross-validation: what to train on, and what to validate with.</summary>
        /// <param name="folds">A spec: "plain(folds=5)", "stratified", "grouped", "time".</param>
        /// <param name="index">Which fold, from 0.</param>
        /// <param name="seed">Where the random numbers come from.</param>
        /// <param name="groups">With "grouped", the number of each row's group.</param>
        public DatasetSplit Fold(string folds, int index, ulong seed = 0, ReadOnlySpan<int> groups = default)
        {
            using (Lease dataset = Use())
            fixed (byte* spec = Utf8.Required(folds, nameof(folds)))
            fixed (int* numbers = &MemoryMarshal.GetReference(groups))
            {
                IntPtr train, validation;
                GliaException.Check(Native.glia_dataset_fold(
                    dataset.Pointer, spec, groups.Length == 0 ? null : numbers, (UIntPtr)groups.Length, seed,
                    Size.Of(index, nameof(index)), &train, &validation));
                return OwnParts(train, validation);
            }
        }
    }
}
