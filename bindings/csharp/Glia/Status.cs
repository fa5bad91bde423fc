namespace Glia
{
    /// <summary>How a call of the library ended; the values are those of the C interface and never change.</summary>
    public enum Status
    {
        /// <summary>Success.</summary>
        Ok = 0,
        /// <summary>Out of range, a wrong shape, a malformed spec.</summary>
        InvalidArgument = 1,
        /// <summary>Memory could not be had.</summary>
        OutOfMemory = 2,
        /// <summary>No such file, activation, column or name.</summary>
        NotFound = 3,
        /// <summary>The operating system refused to read or write.</summary>
        InputOutput = 4,
        /// <summary>A file is not what it should be: truncated, damaged, foreign, malformed.</summary>
        Format = 5,
        /// <summary>Understood, but made by a newer version or not possible here.</summary>
        Unsupported = 6,
        /// <summary>The call is right but comes at the wrong time.</summary>
        State = 7,
        /// <summary>A plugin was refused.</summary>
        Plugin = 8,
        /// <summary>A value became infinite or not a number.</summary>
        Numeric = 9,
        /// <summary>A callback asked to stop.</summary>
        Cancelled = 10,
        /// <summary>A buffer is too small.</summary>
        Capacity = 11,
        /// <summary>A defect in glia: please report it.</summary>
        Internal = 12
    }
}
