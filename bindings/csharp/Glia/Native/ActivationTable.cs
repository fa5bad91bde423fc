using System;
using System.Runtime.InteropServices;

namespace Glia
{
    /// <summary>glia_activation_t of include/glia/plugin.h, field by field.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct ActivationTable
    {
        internal uint StructSize;
        internal uint Flags;
        internal byte* Name;
        internal uint Revision;
        internal uint ParameterCount;
        internal ParameterTable* Parameters;
        internal byte* Variant;
        internal byte* Formula;
        internal byte* Reference;
        internal byte* Initializer;
        internal double MaxErrorUlp;
        internal IntPtr User;
        internal IntPtr Destroy;
        internal IntPtr Forward;
        internal IntPtr Backward;
        internal IntPtr ForwardDouble;
        internal IntPtr BackwardDouble;
    }

    /// <summary>glia_activation_parameter_t.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct ParameterTable
    {
        internal byte* Name;
        internal double DefaultValue;
        internal double Minimum;
        internal double Maximum;
    }
}
