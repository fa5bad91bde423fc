using System;

namespace Glia
{
    /// <summary>What the entries of a column of metadata are.</summary>
    public enum MetadataKind
    {
        /// <summary>Finite numbers.</summary>
        Numbers = 0,
        /// <summary>Text: an entry stands for its index among the different ones.</summary>
        Names = 1
    }

    /// <summary>Whether a CSV file begins with the names of its columns.</summary>
    public enum CsvHeader
    {
        /// <summary>By what the first row looks like.</summary>
        Auto = 0,
        /// <summary>It does.</summary>
        Yes = 1,
        /// <summary>It does not.</summary>
        No = 2
    }

    /// <summary>How a data file is opened. A column is named as the header does, or by its index from 0 (from -1
    /// backwards).
    /// <code>
    /// using (var options = new DataOptions().AddTarget("price").AddIgnored("id").AllowMissing())
    /// using (Dataset houses = Dataset.Open("houses.csv", options)) ...
    /// </code></summary>
    public sealed unsafe class DataOptions : GliaObject
    {
        /// <summary>Options that say nothing.</summary>
        public DataOptions() : base(Create())
        {
        }

        private static NativeHandle Create()
        {
            return GliaLibrary.Call(() =>
            {
                IntPtr options;
                GliaException.Check(Native.glia_data_options_create(&options));
                return new NativeHandle(options, Native.glia_data_options_destroy);
            });
        }

        private delegate int TextSetter(IntPtr options, byte* text);

        private DataOptions Set(TextSetter set, string text, string parameter)
        {
            using (Lease options = Use())
            fixed (byte* bytes = Utf8.Required(text, parameter)) GliaException.Check(set(options.Pointer, bytes));
            return this;
        }

        /// <summary>A file of targets beside the rows: IDX labels or an NPY array.</summary>
        public DataOptions SetLabels(string path)
        {
            return Set(Native.glia_data_options_set_labels, path, nameof(path));
        }

        /// <summary>One more target column of a CSV file.</summary>
        public DataOptions AddTarget(string column)
        {
            return Set(Native.glia_data_options_add_target, column, nameof(column));
        }

        /// <summary>One more CSV column to leave out.</summary>
        public DataOptions AddIgnored(string column)
        {
            return Set(Native.glia_data_options_add_ignored, column, nameof(column));
        }

        /// <summary>One more CSV column that is categorical even if it holds numbers.</summary>
        public DataOptions AddCategorical(string column)
        {
            return Set(Native.glia_data_options_add_categorical, column, nameof(column));
        }

        /// <summary>What separates the fields of a CSV file: ",", ";" or a tab.</summary>
        public DataOptions SetDelimiter(string delimiter)
        {
            return Set(Native.glia_data_options_set_delimiter, delimiter, nameof(delimiter));
        }

        /// <summary>How targets are read.</summary>
        public DataOptions SetTargetKind(TargetKind kind)
        {
            using (Lease options = Use())
            {
                GliaException.Check(Native.glia_data_options_set_target_kind(options.Pointer, (int)kind));
            }
            return this;
        }

        /// <summary>The classes of a CSV file's target where they are known.</summary>
        public DataOptions SetClasses(params string[] classes)
        {
            using (Lease options = Use())
            using (var names = new Utf8Array(classes, nameof(classes)))
            fixed (IntPtr* texts = names.Pointers)
            {
                GliaException.Check(
                    Native.glia_data_options_set_classes(options.Pointer, (byte**)texts, names.Count));
            }
            return this;
        }

        /// <summary>One more categorical column whose categories are known.</summary>
        public DataOptions AddCategories(string column, params string[] categories)
        {
            using (Lease options = Use())
            using (var names = new Utf8Array(categories, nameof(categories)))
            fixed (IntPtr* texts = names.Pointers)
            fixed (byte* name = Utf8.Required(column, nameof(column)))
            {
                GliaException.Check(
                    Native.glia_data_options_add_categories(options.Pointer, name, (byte**)texts, names.Count));
            }
            return this;
        }

        /// <summary>One more CSV column that says something of the rows: their weights, groups or times; see
        /// <see cref="Dataset.GetMetadata"/>.</summary>
        public DataOptions AddMetadata(string column, MetadataKind kind)
        {
            using (Lease options = Use())
            fixed (byte* name = Utf8.Required(column, nameof(column)))
            {
                GliaException.Check(Native.glia_data_options_add_metadata(options.Pointer, name, (int)kind));
            }
            return this;
        }

        /// <summary>Whether a CSV file begins with the names of its columns.</summary>
        public DataOptions SetHeader(CsvHeader header)
        {
            using (Lease options = Use())
            {
                GliaException.Check(Native.glia_data_options_set_header(options.Pointer, (int)header));
            }
            return this;
        }

        /// <summary>Whether features may be missing.</summary>
        public DataOptions AllowMissing(bool allowed = true)
        {
            using (Lease options = Use())
            {
                GliaException.Check(Native.glia_data_options_set_missing(options.Pointer, allowed ? 1 : 0));
            }
            return this;
        }

        /// <summary>Whether rows are read anew in each pass, rather than into memory.</summary>
        /// <param name="stream">Whether they are.</param>
        /// <param name="window">Rows in memory at once; 0: as many as 64 MiB hold.</param>
        public DataOptions SetStream(bool stream = true, int window = 0)
        {
            using (Lease options = Use())
            {
                GliaException.Check(Native.glia_data_options_set_stream(
                    options.Pointer, stream ? 1 : 0, Size.Of(window, nameof(window))));
            }
            return this;
        }
    }
}
