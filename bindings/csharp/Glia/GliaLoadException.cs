using System;

namespace Glia
{
    /// <summary>libglia could not be loaded, or is not the one that this assembly needs. The message says what was
    /// looked for, where, and what was found there.</summary>
    public sealed class GliaLoadException : Exception
    {
        internal GliaLoadException(string message) : base(message)
        {
        }
    }
}
