using System;

namespace Glia
{
    public sealed unsafe partial class Model
    {
        /// <summary>Fits how inputs are made from columns to the rows of a data set, which should be the training rows
        /// alone. The model then takes rows in the units of that data.</summary>
        /// <param name="train">Rows to fit to.</param>
        /// <param name="scaling">A spec: "standardize", "min_max(low=0, high=1)", "robust" or "none".</param>
        /// <param name="missing">What becomes of missing values: "refuse" or "mean".</param>
        /// <returns>The model.</returns>
        public Model ScaleInputs(Dataset train, string scaling = "standardize", string missing = "refuse")
        {
            using (Lease model = Use())
            using (Lease rows = Use(train, nameof(train)))
            using (var scope = new CallbackScope())
            fixed (byte* spec = Utf8.Required(scaling, nameof(scaling)))
            fixed (byte* policy = Utf8.Required(missing, nameof(missing)))
            {
                scope.Check(Native.glia_model_scale_inputs(model.Pointer, rows.Pointer, spec, policy));
            }
            return this;
        }

        /// <summary>Fits a scale to each target value, for regression; called when all layers are added.</summary>
        /// <returns>The model.</returns>
        public Model ScaleTargets(Dataset train, string scaling = "standardize")
        {
            using (Lease model = Use())
            using (Lease rows = Use(train, nameof(train)))
            using (var scope = new CallbackScope())
            fixed (byte* spec = Utf8.Required(scaling, nameof(scaling)))
            {
                scope.Check(Native.glia_model_scale_targets(model.Pointer, rows.Pointer, spec));
            }
            return this;
        }

        /// <summary>How inputs are scaled; "none" where they are not.</summary>
        public string InputScaling
        {
            get
            {
                using (Lease model = Use()) return Read(model.Pointer, Native.glia_model_input_scaling);
            }
        }

        /// <summary>How targets are scaled; "none" where they are not.</summary>
        public string TargetScaling
        {
            get
            {
                using (Lease model = Use()) return Read(model.Pointer, Native.glia_model_target_scaling);
            }
        }

        /// <summary>What becomes of missing values; "" where inputs were not fitted.</summary>
        public string MissingPolicy
        {
            get
            {
                using (Lease model = Use()) return Read(model.Pointer, Native.glia_model_missing_policy);
            }
        }

        /// <summary>How a column of numbers is scaled: (x - Center) / Scale.</summary>
        public ColumnScale InputScale(int input)
        {
            using (Lease model = Use())
            {
                double center, scale;
                GliaException.Check(Native.glia_model_input_scale(
                    model.Pointer, Size.Of(input, nameof(input)), &center, &scale));
                return new ColumnScale(center, scale);
            }
        }

        /// <summary>How a target is scaled.</summary>
        public ColumnScale OutputScale(int output)
        {
            using (Lease model = Use())
            {
                double center, scale;
                GliaException.Check(Native.glia_model_output_scale(
                    model.Pointer, Size.Of(output, nameof(output)), &center, &scale));
                return new ColumnScale(center, scale);
            }
        }

        /// <summary>The name of an input column: the training data's, or its index.</summary>
        public string InputName(int input)
        {
            using (Lease lease = Use())
            {
                IntPtr model = lease.Pointer;
                UIntPtr index = Size.Of(input, nameof(input));
                return Utf8.Read((buffer, capacity, needed) =>
                    Native.glia_model_input_name(model, index, buffer, capacity, needed));
            }
        }

        /// <summary>The categories of an input column: in rows, a category's index stands for it. Empty for a column of
        /// numbers.</summary>
        public string[] Categories(int input)
        {
            using (Lease lease = Use())
            {
                IntPtr model = lease.Pointer;
                UIntPtr column = Size.Of(input, nameof(input));
                var names = new string[Size.Int(Native.glia_model_category_count(model, column))];
                for (int i = 0; i < names.Length; ++i)
                {
                    var index = (UIntPtr)i;
                    names[i] = Utf8.Read((buffer, capacity, needed) =>
                        Native.glia_model_category_name(model, column, index, buffer, capacity, needed));
                }
                return names;
            }
        }
    }

    /// <summary>How a column is scaled: z = (x - Center) / Scale.</summary>
    public struct ColumnScale
    {
        internal ColumnScale(double center, double scale)
        {
            Center = center;
            Scale = scale;
        }

        /// <summary>What is subtracted; 0 where the column is not scaled.</summary>
        public double Center { get; }

        /// <summary>What is divided by; 1 where the column is not scaled.</summary>
        public double Scale { get; }
    }
}
