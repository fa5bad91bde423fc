using System;
using System.Collections.Generic;

namespace Glia
{
    /// <summary>y = f(x), over rows x columns numbers, row-major. May be called by several threads at once.</summary>
    /// <param name="parameters">The values of the activation's parameters, in the declared order.</param>
    /// <param name="rows">How many rows there are; may be 0.</param>
    /// <param name="columns">How many numbers a row has.</param>
    /// <param name="x">What comes in.</param>
    /// <param name="y">Receives the function's values.</param>
    public delegate void ActivationForward<T>(
        ReadOnlySpan<double> parameters, int rows, int columns, ReadOnlySpan<T> x, Span<T> y);

    /// <summary>dx = dy * df/dx. May be called by several threads at once.</summary>
    /// <param name="parameters">The values of the activation's parameters, in the declared order.</param>
    /// <param name="rows">How many rows there are; may be 0.</param>
    /// <param name="columns">How many numbers a row has.</param>
    /// <param name="x">What came in; empty with <see cref="ActivationFlags.GradientIgnoresX"/>.</param>
    /// <param name="y">What went out; empty with <see cref="ActivationFlags.GradientIgnoresY"/>.</param>
    /// <param name="dy">The gradient of the loss with respect to y.</param>
    /// <param name="dx">Receives the gradient with respect to x.</param>
    public delegate void ActivationBackward<T>(
        ReadOnlySpan<double> parameters, int rows, int columns, ReadOnlySpan<T> x, ReadOnlySpan<T> y,
        ReadOnlySpan<T> dy, Span<T> dx);

    /// <summary>Promises that let the library do less work. None is always correct.</summary>
    [Flags]
    public enum ActivationFlags
    {
        /// <summary>No promise.</summary>
        None = 0,
        /// <summary>y[i] depends on x[i] alone, and dx[i] on x[i], y[i] and dy[i] alone.</summary>
        Elementwise = 1,
        /// <summary>The backward delegate does not read x.</summary>
        GradientIgnoresX = 4,
        /// <summary>The backward delegate does not read y.</summary>
        GradientIgnoresY = 8
    }

    /// <summary>A number that an activation takes in its spec, as alpha in "my_relu(alpha=0.1)".</summary>
    public sealed class ActivationParameter
    {
        /// <summary>A parameter with its default and its range.</summary>
        public ActivationParameter(string name, double defaultValue, double minimum, double maximum)
        {
            Name = name;
            DefaultValue = defaultValue;
            Minimum = minimum;
            Maximum = maximum;
        }

        /// <summary>Lower case letters, digits and underscores.</summary>
        public string Name { get; }

        /// <summary>The value where a spec gives none.</summary>
        public double DefaultValue { get; }

        /// <summary>The smallest value that is allowed.</summary>
        public double Minimum { get; }

        /// <summary>The largest value that is allowed.</summary>
        public double Maximum { get; }
    }

    /// <summary>An activation written in C#; <see cref="Registry.Register"/> makes it known by its name.
    /// <para>Delegates over spans cannot fail. What one throws ends the fit or prediction in an orderly way, and is
    /// thrown on by the method that was called.</para></summary>
    public sealed class Activation
    {
        /// <summary>An activation and its derivative.</summary>
        /// <param name="name">Lower case letters, digits and underscores, beginning with a letter.</param>
        /// <param name="forward">The function.</param>
        /// <param name="backward">Its derivative.</param>
        /// <param name="parameters">What its spec takes, in the order in which the delegates receive it.</param>
        public Activation(
            string name, ActivationForward<float> forward, ActivationBackward<float> backward,
            params ActivationParameter[] parameters)
        {
            Name = name ?? throw new ArgumentNullException(nameof(name));
            Forward = forward ?? throw new ArgumentNullException(nameof(forward));
            Backward = backward ?? throw new ArgumentNullException(nameof(backward));
            Parameters = parameters ?? new ActivationParameter[0];
        }

        /// <summary>The name in specs.</summary>
        public string Name { get; }

        /// <summary>The function.</summary>
        public ActivationForward<float> Forward { get; }

        /// <summary>The derivative.</summary>
        public ActivationBackward<float> Backward { get; }

        /// <summary>The function in double precision, for gradient checks; null for none.</summary>
        public ActivationForward<double> ForwardDouble { get; set; }

        /// <summary>The derivative in double precision; null for none.</summary>
        public ActivationBackward<double> BackwardDouble { get; set; }

        /// <summary>The parameters.</summary>
        public IReadOnlyList<ActivationParameter> Parameters { get; }

        /// <summary>What it promises.</summary>
        public ActivationFlags Flags { get; set; }

        /// <summary>From 1; raised when the mathematics change: model files store it.</summary>
        public int Revision { get; set; } = 1;

        /// <summary>One line for people, such as "max(0, x)"; may be null.</summary>
        public string Formula { get; set; }

        /// <summary>Where the mathematics come from; may be null.</summary>
        public string Reference { get; set; }

        /// <summary>What "auto" takes for the weights before it; null: "glorot_uniform".</summary>
        public string Initializer { get; set; }

        /// <summary>An activation that works on each number alone.</summary>
        /// <param name="name">As in the constructor.</param>
        /// <param name="value">f(x).</param>
        /// <param name="slope">df/dx, from x and y = f(x).</param>
        public static Activation Elementwise(
            string name, Func<double, double> value, Func<double, double, double> slope)
        {
            if (value == null) throw new ArgumentNullException(nameof(value));
            if (slope == null) throw new ArgumentNullException(nameof(slope));
            return new Activation(
                name,
                (parameters, rows, columns, x, y) =>
                {
                    for (int i = 0; i < x.Length; ++i) y[i] = (float)value(x[i]);
                },
                (parameters, rows, columns, x, y, dy, dx) =>
                {
                    for (int i = 0; i < dx.Length; ++i) dx[i] = (float)(dy[i] * slope(x[i], y[i]));
                })
            {
                Flags = ActivationFlags.Elementwise,
                ForwardDouble = (parameters, rows, columns, x, y) =>
                {
                    for (int i = 0; i < x.Length; ++i) y[i] = value(x[i]);
                },
                BackwardDouble = (parameters, rows, columns, x, y, dy, dx) =>
                {
                    for (int i = 0; i < dx.Length; ++i) dx[i] = dy[i] * slope(x[i], y[i]);
                }
            };
        }
    }
}
