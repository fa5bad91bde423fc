// The C functions, as include/glia declares them; blittable, so that nothing is marshalled.
using System;
using System.Runtime.InteropServices;

namespace Glia
{
    internal static unsafe partial class Native
    {
        // glia/status.h
        [DllImport(Name, ExactSpelling = true)]
        internal static extern byte* glia_status_name(int status);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern byte* glia_last_error();

        // glia/version.h
        [DllImport(Name, ExactSpelling = true)]
        internal static extern uint glia_version();
        [DllImport(Name, ExactSpelling = true)]
        internal static extern byte* glia_version_string();

        // glia/system.h
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_blas_info(byte* buffer, UIntPtr capacity, UIntPtr* needed);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern byte* glia_cpu_name();

        // glia/log.h
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_log_set_callback(IntPtr callback, IntPtr user, IntPtr destroy);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_log_set_level(int level);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_log_level();

        // glia/spec.h
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_spec_list(byte* family, byte* buffer, UIntPtr capacity, UIntPtr* needed);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_spec_describe(byte* family, byte* name, byte* buffer, UIntPtr capacity,
            UIntPtr* needed);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_spec_check(byte* family, byte* spec);

        // glia/registry.h
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_registry_load(byte* path);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_registry_add_directory(byte* path);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_registry_set_allowed(byte** names, byte** sha256, UIntPtr count);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_registry_register_activation(ActivationTable* activation);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_registry_unregister_activation(byte* name);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern ulong glia_calling_thread();
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_registry_describe(byte* name, byte* buffer, UIntPtr capacity,
            UIntPtr* needed);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_registry_path(byte* name, byte* buffer, UIntPtr capacity, UIntPtr* needed);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_registry_search_path(byte* buffer, UIntPtr capacity, UIntPtr* needed);
    }
}
