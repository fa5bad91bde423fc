using System;

namespace Glia
{
    /// <summary>How targets are read from a file.</summary>
    public enum TargetKind
    {
        /// <summary>By what they look like: text and few whole numbers are classes.</summary>
        Auto = 0,
        /// <summary>Each different entry is a class.</summary>
        Classes = 1,
        /// <summary>Numbers to be predicted.</summary>
        Values = 2,
        /// <summary>There are none: every column is a feature.</summary>
        None = 3
    }

    /// <summary>Rows of features, each with target values or a class. A data set never changes, so any number of
    /// threads may read one.</summary>
    public sealed unsafe partial class Dataset : GliaObject
    {
        private Dataset(NativeHandle handle) : base(handle)
        {
        }

        /// <summary>Takes over a data set; one that shares rows of borrowed arrays keeps these pinned.</summary>
        internal static Dataset Own(IntPtr dataset, Dataset origin = null)
        {
            var pins = origin == null ? null : (PinnedArrays)origin.Handle.Companion;
            if (pins != null) pins.Share();
            return new Dataset(new NativeHandle(dataset, Native.glia_dataset_destroy, pins));
        }

        /// <summary>The number of rows.</summary>
        public long Rows
        {
            get
            {
                using (Lease dataset = Use()) return (long)Native.glia_dataset_rows(dataset.Pointer).ToUInt64();
            }
        }

        /// <summary>The numbers of a row.</summary>
        public int Features
        {
            get
            {
                using (Lease dataset = Use()) return Size.Int(Native.glia_dataset_features(dataset.Pointer));
            }
        }

        /// <summary>The target values of a row; 0 for classes and without targets.</summary>
        public int Outputs
        {
            get
            {
                using (Lease dataset = Use()) return Size.Int(Native.glia_dataset_outputs(dataset.Pointer));
            }
        }

        /// <summary>The number of classes; 0 for target values and without targets.</summary>
        public int ClassCount
        {
            get
            {
                using (Lease dataset = Use()) return Size.Int(Native.glia_dataset_class_count(dataset.Pointer));
            }
        }

        /// <summary>Whether any value is missing.</summary>
        public bool HasMissing
        {
            get
            {
                using (Lease dataset = Use()) return Native.glia_dataset_has_missing(dataset.Pointer) != 0;
            }
        }

        /// <summary>Whether rows have weights.</summary>
        public bool HasWeights
        {
            get
            {
                using (Lease dataset = Use()) return Native.glia_dataset_has_weights(dataset.Pointer) != 0;
            }
        }

        /// <summary>Whether rows are read anew in each pass.</summary>
        public bool IsStream
        {
            get
            {
                using (Lease dataset = Use()) return Native.glia_dataset_is_stream(dataset.Pointer) != 0;
            }
        }

        /// <summary>The names of the classes: as a file spells them, or their indices.</summary>
        public string[] ClassNames()
        {
            using (Lease lease = Use())
            {
                IntPtr dataset = lease.Pointer;
                var names = new string[ClassCount];
                for (int i = 0; i < names.Length; ++i)
                {
                    var index = (UIntPtr)i;
                    names[i] = Utf8.Read((buffer, capacity, needed) =>
                        Native.glia_dataset_class_name(dataset, index, buffer, capacity, needed));
                }
                return names;
            }
        }

        /// <summary>The names of the features: those of a header, or their indices.</summary>
        public string[] FeatureNames()
        {
            using (Lease lease = Use())
            {
                IntPtr dataset = lease.Pointer;
                var names = new string[Features];
                for (int i = 0; i < names.Length; ++i)
                {
                    var index = (UIntPtr)i;
                    names[i] = Utf8.Read((buffer, capacity, needed) =>
                        Native.glia_dataset_feature_name(dataset, index, buffer, capacity, needed));
                }
                return names;
            }
        }

        /// <summary>The categories of a feature; empty for one of numbers.</summary>
        public string[] Categories(int feature)
        {
            using (Lease lease = Use())
            {
                IntPtr dataset = lease.Pointer;
                UIntPtr column = Size.Of(feature, nameof(feature));
                var names = new string[Size.Int(Native.glia_dataset_category_count(dataset, column))];
                for (int i = 0; i < names.Length; ++i)
                {
                    var index = (UIntPtr)i;
                    names[i] = Utf8.Read((buffer, capacity, needed) =>
                        Native.glia_dataset_category_name(dataset, column, index, buffer, capacity, needed));
                }
                return names;
            }
        }

        /// <summary>The data set as a JSON object; see glia_dataset_describe in include/glia/dataset.h.</summary>
        public string DescribeJson()
        {
            using (Lease dataset = Use()) return Read(dataset.Pointer, Native.glia_dataset_describe);
        }
    }
}
