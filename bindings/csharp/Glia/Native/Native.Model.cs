// The C functions, as include/glia declares them; blittable, so that nothing is marshalled.
using System;
using System.Runtime.InteropServices;

namespace Glia
{
    internal static unsafe partial class Native
    {
        // glia/model.h
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_model_create(IntPtr* result, UIntPtr inputs);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_model_add_dense(IntPtr model, UIntPtr units, byte* activation);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_model_add_activation(IntPtr model, byte* activation);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_model_add_layer(IntPtr model, byte* layer);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_model_initialize(IntPtr model, byte* initializer, ulong seed);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_model_initialize_tensor(IntPtr model, UIntPtr layer, byte* tensor,
            byte* initializer, ulong seed);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern void glia_model_destroy(IntPtr model);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_model_clone(IntPtr model, IntPtr* result);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_model_fold_batch_norm(IntPtr model, IntPtr* result);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern UIntPtr glia_model_inputs(IntPtr model);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern UIntPtr glia_model_outputs(IntPtr model);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern UIntPtr glia_model_layers(IntPtr model);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern UIntPtr glia_model_parameter_count(IntPtr model);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_model_predict(IntPtr model, float* x, UIntPtr rows, float* y);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_model_get_parameters(IntPtr model, UIntPtr layer, byte* tensor,
            float* values, UIntPtr capacity, UIntPtr* needed);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_model_set_parameters(IntPtr model, UIntPtr layer, byte* tensor,
            float* values, UIntPtr size);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_model_set_classes(IntPtr model, byte** names, UIntPtr count);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern UIntPtr glia_model_class_count(IntPtr model);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_model_class_name(IntPtr model, UIntPtr index, byte* buffer,
            UIntPtr capacity, UIntPtr* needed);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_model_loss(IntPtr model, byte* buffer, UIntPtr capacity, UIntPtr* needed);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_model_describe(IntPtr model, byte* buffer, UIntPtr capacity,
            UIntPtr* needed);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_model_describe_json(IntPtr model, byte* buffer, UIntPtr capacity,
            UIntPtr* needed);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_model_save(IntPtr model, byte* path);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_model_load(IntPtr* result, byte* path);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_model_save_memory(IntPtr model, void* buffer, UIntPtr capacity,
            UIntPtr* needed);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_model_load_memory(IntPtr* result, void* bytes, UIntPtr size);

        // glia/scaling.h
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_model_scale_inputs(IntPtr model, IntPtr train, byte* scaling,
            byte* missing);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_model_scale_targets(IntPtr model, IntPtr train, byte* scaling);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_model_input_scaling(IntPtr model, byte* buffer, UIntPtr capacity,
            UIntPtr* needed);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_model_target_scaling(IntPtr model, byte* buffer, UIntPtr capacity,
            UIntPtr* needed);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_model_missing_policy(IntPtr model, byte* buffer, UIntPtr capacity,
            UIntPtr* needed);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_model_input_scale(IntPtr model, UIntPtr input, double* center,
            double* scale);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_model_output_scale(IntPtr model, UIntPtr output, double* center,
            double* scale);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_model_input_name(IntPtr model, UIntPtr input, byte* buffer,
            UIntPtr capacity, UIntPtr* needed);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern UIntPtr glia_model_category_count(IntPtr model, UIntPtr input);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_model_category_name(IntPtr model, UIntPtr input, UIntPtr index,
            byte* buffer, UIntPtr capacity, UIntPtr* needed);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_model_predict_dataset(IntPtr model, IntPtr dataset, UIntPtr first,
            UIntPtr count, float* y);

        // glia/session.h
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_session_create(IntPtr* result, IntPtr model, UIntPtr maxRows);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_session_predict(IntPtr session, float* x, UIntPtr rows, float* y);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern void glia_session_destroy(IntPtr session);
    }
}
