using System;

namespace Glia
{
    public sealed unsafe partial class Dataset
    {
        /// <summary>Reads a CSV file, plain or gzip.</summary>
        /// <param name="path">The file.</param>
        /// <param name="target">The target column's name, or its index (from -1 backwards); null: the last.</param>
        /// <param name="kind">How targets are read.</param>
        public static Dataset OpenCsv(string path, string target = null, TargetKind kind = TargetKind.Auto)
        {
            return GliaLibrary.Call(() =>
            {
                fixed (byte* file = Utf8.Required(path, nameof(path)))
                fixed (byte* column = Utf8.Bytes(target))
                {
                    IntPtr dataset;
                    GliaException.Check(Native.glia_dataset_open_csv(&dataset, file, column, (int)kind));
                    return Own(dataset);
                }
            });
        }

        /// <summary>Reads a CSV file whose classes are known, as those of a model are.</summary>
        public static Dataset OpenCsvClasses(string path, string target, string[] classes)
        {
            return GliaLibrary.Call(() =>
            {
                using (var names = new Utf8Array(classes, nameof(classes)))
                fixed (IntPtr* texts = names.Pointers)
                fixed (byte* file = Utf8.Required(path, nameof(path)))
                fixed (byte* column = Utf8.Bytes(target))
                {
                    IntPtr dataset;
                    GliaException.Check(
                        Native.glia_dataset_open_csv_classes(&dataset, file, column, (byte**)texts, names.Count));
                    return Own(dataset);
                }
            });
        }

        /// <summary>Reads images, and their labels, in the IDX format of MNIST, plain or gzip.</summary>
        public static Dataset OpenIdx(string imagesPath, string labelsPath = null)
        {
            return GliaLibrary.Call(() =>
            {
                fixed (byte* images = Utf8.Required(imagesPath, nameof(imagesPath)))
                fixed (byte* labels = Utf8.Bytes(labelsPath))
                {
                    IntPtr dataset;
                    GliaException.Check(Native.glia_dataset_open_idx(&dataset, images, labels));
                    return Own(dataset);
                }
            });
        }

        /// <summary>Maps an array of NumPy's NPY format into memory, and one of targets. The files must not change
        /// while the data set, or one made from it, lives.</summary>
        public static Dataset OpenNpy(string path, string targetsPath = null, TargetKind kind = TargetKind.Auto)
        {
            return GliaLibrary.Call(() =>
            {
                fixed (byte* rows = Utf8.Required(path, nameof(path)))
                fixed (byte* targets = Utf8.Bytes(targetsPath))
                {
                    IntPtr dataset;
                    GliaException.Check(Native.glia_dataset_open_npy(&dataset, rows, targets, (int)kind));
                    return Own(dataset);
                }
            });
        }

        /// <summary>Opens a file by what it holds: IDX, NPY or else CSV.</summary>
        /// <param name="path">The file.</param>
        /// <param name="labelsPath">IDX labels or an NPY array of targets; not for CSV.</param>
        /// <param name="target">As <see cref="OpenCsv"/>; for CSV alone.</param>
        /// <param name="kind">How targets are read.</param>
        public static Dataset Open(
            string path, string labelsPath = null, string target = null, TargetKind kind = TargetKind.Auto)
        {
            return GliaLibrary.Call(() =>
            {
                fixed (byte* file = Utf8.Required(path, nameof(path)))
                fixed (byte* labels = Utf8.Bytes(labelsPath))
                fixed (byte* column = Utf8.Bytes(target))
                {
                    IntPtr dataset;
                    GliaException.Check(Native.glia_dataset_open(&dataset, file, labels, column, (int)kind));
                    return Own(dataset);
                }
            });
        }

        /// <summary>Opens a file of which there is more to say than its path.</summary>
        public static Dataset Open(string path, DataOptions options)
        {
            using (Lease lease = Use(options, nameof(options)))
            fixed (byte* file = Utf8.Required(path, nameof(path)))
            {
                IntPtr dataset;
                GliaException.Check(Native.glia_dataset_open_with(&dataset, file, lease.Pointer));
                return Own(dataset);
            }
        }
    }
}
