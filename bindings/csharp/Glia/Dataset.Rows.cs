using System;

namespace Glia
{
    public sealed unsafe partial class Dataset
    {
        /// <summary>Features of all rows, one after the other.</summary>
        public float[] GetFeatures()
        {
            return GetFeatures(0, checked((int)Rows));
        }

        /// <summary>The same for <paramref name="count"/> rows from <paramref name="first"/>.</summary>
        public float[] GetFeatures(long first, int count)
        {
            using (Lease dataset = Use())
            {
                UIntPtr start = Size.Of(first, nameof(first)), size = Size.Of(count, nameof(count));
                var x = new float[(long)count * Features];
                fixed (float* target = x)
                {
                    GliaException.Check(Native.glia_dataset_get_rows(dataset.Pointer, start, size, target, null, null));
                }
                return x;
            }
        }

        /// <summary>Target values of all rows.</summary>
        public float[] GetTargets()
        {
            return GetTargets(0, checked((int)Rows));
        }

        /// <summary>The same for <paramref name="count"/> rows from <paramref name="first"/>.</summary>
        public float[] GetTargets(long first, int count)
        {
            using (Lease dataset = Use())
            {
                UIntPtr start = Size.Of(first, nameof(first)), size = Size.Of(count, nameof(count));
                var targets = new float[Math.Max(1, (long)count * Outputs)]; // NULL would ask for none
                fixed (float* target = targets)
                {
                    GliaException.Check(Native.glia_dataset_get_rows(dataset.Pointer, start, size, null, target, null));
                }
                return count == 0 ? new float[0] : targets;
            }
        }

        /// <summary>The class of every row.</summary>
        public int[] GetClasses()
        {
            return GetClasses(0, checked((int)Rows));
        }

        /// <summary>The same for <paramref name="count"/> rows from <paramref name="first"/>.</summary>
        public int[] GetClasses(long first, int count)
        {
            using (Lease dataset = Use())
            {
                UIntPtr start = Size.Of(first, nameof(first)), size = Size.Of(count, nameof(count));
                var classes = new int[Math.Max(1, count)];
                fixed (int* target = classes)
                {
                    GliaException.Check(Native.glia_dataset_get_rows(dataset.Pointer, start, size, null, null, target));
                }
                return count == 0 ? new int[0] : classes;
            }
        }

        /// <summary>The weight of every row; all 1 where they have none.</summary>
        public float[] GetWeights()
        {
            using (Lease dataset = Use())
            {
                var weights = new float[Rows];
                UIntPtr needed;
                fixed (float* target = weights)
                {
                    GliaException.Check(Native.glia_dataset_get_weights(
                        dataset.Pointer, target, (UIntPtr)weights.Length, &needed));
                }
                return weights;
            }
        }

        /// <summary>A column of metadata, one number for each row; see <see cref="DataOptions.AddMetadata"/>.</summary>
        /// <param name="index">Columns in the order in which they were added.</param>
        public double[] GetMetadata(int index)
        {
            using (Lease dataset = Use())
            {
                var values = new double[Rows];
                UIntPtr needed;
                fixed (double* target = values)
                {
                    GliaException.Check(Native.glia_dataset_get_metadata(
                        dataset.Pointer, Size.Of(index, nameof(index)), target, (UIntPtr)values.Length, &needed));
                }
                return values;
            }
        }
    }
}
