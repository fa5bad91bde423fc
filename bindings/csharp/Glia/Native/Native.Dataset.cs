// The C functions, as include/glia declares them; blittable, so that nothing is marshalled.
using System;
using System.Runtime.InteropServices;

namespace Glia
{
    internal static unsafe partial class Native
    {
        // glia/dataset.h
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_dataset_create(IntPtr* result, float* x, UIntPtr rows, UIntPtr features,
            UIntPtr xStride, float* targets, UIntPtr outputs, UIntPtr targetsStride);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_dataset_create_classes(IntPtr* result, float* x, UIntPtr rows,
            UIntPtr features, UIntPtr xStride, int* classes, UIntPtr classCount);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_dataset_borrow(IntPtr* result, float* x, UIntPtr rows, UIntPtr features,
            UIntPtr xStride, float* targets, UIntPtr outputs, UIntPtr targetsStride);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_dataset_borrow_classes(IntPtr* result, float* x, UIntPtr rows,
            UIntPtr features, UIntPtr xStride, int* classes, UIntPtr classCount);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_dataset_create_missing(IntPtr* result, float* x, UIntPtr rows,
            UIntPtr features, UIntPtr xStride, float* targets, UIntPtr outputs, UIntPtr targetsStride);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_dataset_create_classes_missing(IntPtr* result, float* x, UIntPtr rows,
            UIntPtr features, UIntPtr xStride, int* classes, UIntPtr classCount);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_dataset_with_categories(IntPtr dataset, UIntPtr feature, byte** names,
            UIntPtr count, IntPtr* result);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_dataset_open_csv(IntPtr* result, byte* path, byte* target, int targetKind);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_dataset_open_csv_classes(IntPtr* result, byte* path, byte* target,
            byte** classes, UIntPtr classCount);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_dataset_open_idx(IntPtr* result, byte* imagesPath, byte* labelsPath);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_dataset_open_npy(IntPtr* result, byte* xPath, byte* targetsPath,
            int targetKind);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_dataset_open(IntPtr* result, byte* path, byte* labelsPath, byte* target,
            int targetKind);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_dataset_split(IntPtr dataset, double fraction, int stratify, ulong seed,
            IntPtr* first, IntPtr* second);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_dataset_with_weights(IntPtr* result, IntPtr dataset, float* weights,
            UIntPtr count);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern void glia_dataset_destroy(IntPtr dataset);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern UIntPtr glia_dataset_rows(IntPtr dataset);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern UIntPtr glia_dataset_features(IntPtr dataset);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern UIntPtr glia_dataset_outputs(IntPtr dataset);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern UIntPtr glia_dataset_class_count(IntPtr dataset);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_dataset_class_name(IntPtr dataset, UIntPtr index, byte* buffer,
            UIntPtr capacity, UIntPtr* needed);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_dataset_feature_name(IntPtr dataset, UIntPtr index, byte* buffer,
            UIntPtr capacity, UIntPtr* needed);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern UIntPtr glia_dataset_category_count(IntPtr dataset, UIntPtr feature);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_dataset_category_name(IntPtr dataset, UIntPtr feature, UIntPtr index,
            byte* buffer, UIntPtr capacity, UIntPtr* needed);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_dataset_has_missing(IntPtr dataset);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_dataset_get_rows(IntPtr dataset, UIntPtr first, UIntPtr count, float* x,
            float* targets, int* classes);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_dataset_has_weights(IntPtr dataset);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_dataset_get_weights(IntPtr dataset, float* weights, UIntPtr capacity,
            UIntPtr* needed);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_dataset_get_metadata(IntPtr dataset, UIntPtr index, double* values,
            UIntPtr capacity, UIntPtr* needed);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_dataset_describe(IntPtr dataset, byte* buffer, UIntPtr capacity,
            UIntPtr* needed);

        // glia/data_options.h
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_data_options_create(IntPtr* result);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern void glia_data_options_destroy(IntPtr options);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_dataset_open_with(IntPtr* result, byte* path, IntPtr options);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_data_options_set_labels(IntPtr options, byte* path);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_data_options_add_target(IntPtr options, byte* column);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_data_options_set_target_kind(IntPtr options, int targetKind);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_data_options_set_classes(IntPtr options, byte** classes,
            UIntPtr classCount);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_data_options_add_ignored(IntPtr options, byte* column);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_data_options_add_categorical(IntPtr options, byte* column);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_data_options_add_categories(IntPtr options, byte* column, byte** categories,
            UIntPtr count);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_data_options_add_metadata(IntPtr options, byte* column, int kind);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_data_options_set_delimiter(IntPtr options, byte* delimiter);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_data_options_set_header(IntPtr options, int header);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_data_options_set_missing(IntPtr options, int allowed);

        // glia/split.h
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_dataset_split_groups(IntPtr dataset, double fraction, int* groups,
            UIntPtr size, ulong seed, IntPtr* first, IntPtr* second);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_dataset_split_time(IntPtr dataset, double fraction, IntPtr* first,
            IntPtr* second);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_dataset_sort(IntPtr* result, IntPtr dataset, double* keys, UIntPtr size);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_dataset_pick(IntPtr* result, IntPtr dataset, UIntPtr* rows, UIntPtr count);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_fold_count(byte* folds, UIntPtr* count);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_dataset_fold(IntPtr dataset, byte* folds, int* groups, UIntPtr size,
            ulong seed, UIntPtr index, IntPtr* train, IntPtr* validation);

        // glia/stream.h
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_data_options_set_stream(IntPtr options, int stream, UIntPtr window);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_dataset_stream_callback(IntPtr* result, UIntPtr rows, UIntPtr features,
            UIntPtr outputs, UIntPtr classCount, UIntPtr window, IntPtr read, IntPtr user, IntPtr destroy);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_dataset_is_stream(IntPtr dataset);
    }
}
