use crate::exchange::{array, c_path, c_text, call, expect_length, rows_of, text, CTexts};
use crate::handle::Handle;
use crate::{Dataset, Result};
use glia_sys as sys;
use std::fmt;
use std::path::Path;

/// A network and what is needed to use it: scaling of its inputs, names of its classes.
///
/// Methods that take `&self` may be called by any number of threads at once. Numbers are `f32`, and rows lie one after
/// another.
///
/// ```
/// # fn main() -> glia::Result<()> {
/// let mut model = glia::Model::new(64)?;
/// model.add_dense(128, "relu")?.add_dense(10, "softmax")?.initialize("auto", 42)?;
/// let y = model.predict(&[0.5; 2 * 64])?;
/// assert_eq!(y.len(), 2 * 10);
/// # Ok(())
/// # }
/// ```
pub struct Model {
    pub(crate) raw: Handle<sys::glia_model>,
}

// Safety: what takes a `const glia_model *` is safe to call from any number of threads at once, and those functions
// alone are behind `&self`; none depends on the thread.
unsafe impl Send for Model {}
unsafe impl Sync for Model {}

/// Building and changing.
impl Model {
    /// A model without layers, for rows of so many numbers.
    pub fn new(inputs: usize) -> Result<Model> {
        Handle::create(|out| unsafe { sys::glia_model_create(out, inputs) }).map(|raw| Model { raw })
    }

    /// Appends a fully connected layer; the activation is a spec such as `"leaky_relu(alpha=0.1)"`.
    pub fn add_dense(&mut self, units: usize, activation: &str) -> Result<&mut Model> {
        let activation = c_text(activation)?;
        call(|| unsafe { sys::glia_model_add_dense(self.raw.get_mut(), units, activation.as_ptr()) })?;
        Ok(self)
    }

    /// Appends an activation on its own, as behind a batch normalization.
    pub fn add_activation(&mut self, activation: &str) -> Result<&mut Model> {
        let activation = c_text(activation)?;
        call(|| unsafe { sys::glia_model_add_activation(self.raw.get_mut(), activation.as_ptr()) })?;
        Ok(self)
    }

    /// Appends a layer that gives as many numbers as it takes: `"dropout(rate=0.5)"`, `"batch_norm"`,
    /// `"layer_norm"`, `"residual(span=2)"`, ...
    pub fn add_layer(&mut self, layer: &str) -> Result<&mut Model> {
        let layer = c_text(layer)?;
        call(|| unsafe { sys::glia_model_add_layer(self.raw.get_mut(), layer.as_ptr()) })?;
        Ok(self)
    }

    /// Gives every weight a first value: `"auto"` takes what each layer's activation recommends. The same seed gives
    /// the same bits.
    pub fn initialize(&mut self, initializer: &str, seed: u64) -> Result<&mut Model> {
        let initializer = c_text(initializer)?;
        call(|| unsafe { sys::glia_model_initialize(self.raw.get_mut(), initializer.as_ptr(), seed) })?;
        Ok(self)
    }

    /// As [`initialize`](Model::initialize), for one tensor of one layer.
    pub fn initialize_tensor(
        &mut self,
        layer: usize,
        tensor: &str,
        initializer: &str,
        seed: u64,
    ) -> Result<&mut Model> {
        let (tensor, initializer) = (c_text(tensor)?, c_text(initializer)?);
        let model = self.raw.get_mut();
        call(|| unsafe {
            sys::glia_model_initialize_tensor(model, layer, tensor.as_ptr(), initializer.as_ptr(), seed)
        })?;
        Ok(self)
    }

    /// Replaces a tensor, row by row: `"weight"` of a dense layer is units x inputs, `"bias"` units.
    pub fn set_parameters(&mut self, layer: usize, tensor: &str, values: &[f32]) -> Result<&mut Model> {
        let tensor = c_text(tensor)?;
        let model = self.raw.get_mut();
        call(|| unsafe {
            sys::glia_model_set_parameters(model, layer, tensor.as_ptr(), values.as_ptr(), values.len())
        })?;
        Ok(self)
    }

    /// Names the classes that the outputs stand for.
    pub fn set_classes<S: AsRef<str>>(&mut self, names: &[S]) -> Result<&mut Model> {
        let names = CTexts::new(names)?;
        call(|| unsafe { sys::glia_model_set_classes(self.raw.get_mut(), names.as_ptr(), names.len()) })?;
        Ok(self)
    }

    /// Fits how inputs are made from columns to the training rows: `scaling` is a spec (`"standardize"`, `"min_max"`,
    /// `"robust"`, `"none"`), `missing` is `"refuse"` or `"mean"`.
    pub fn scale_inputs(&mut self, train: &Dataset<'_>, scaling: &str, missing: &str) -> Result<&mut Model> {
        let (scaling, missing) = (c_text(scaling)?, c_text(missing)?);
        let model = self.raw.get_mut();
        call(|| unsafe { sys::glia_model_scale_inputs(model, train.raw.get(), scaling.as_ptr(), missing.as_ptr()) })?;
        Ok(self)
    }

    /// Fits a scale to each target value, for regression; when all layers are there.
    pub fn scale_targets(&mut self, train: &Dataset<'_>, scaling: &str) -> Result<&mut Model> {
        let scaling = c_text(scaling)?;
        call(|| unsafe { sys::glia_model_scale_targets(self.raw.get_mut(), train.raw.get(), scaling.as_ptr()) })?;
        Ok(self)
    }
}

/// Predicting.
impl Model {
    /// The outputs for each row of `x`. For the lowest latency, use a [`Session`](crate::Session).
    pub fn predict(&self, x: &[f32]) -> Result<Vec<f32>> {
        let rows = rows_of("x", x.len(), self.inputs())?;
        let mut y = vec![0.0; rows * self.outputs()];
        self.predict_into(x, &mut y)?;
        Ok(y)
    }

    /// The same into an array of yours: rows x outputs.
    pub fn predict_into(&self, x: &[f32], y: &mut [f32]) -> Result<()> {
        let rows = rows_of("x", x.len(), self.inputs())?;
        expect_length("y", y.len(), rows, self.outputs())?;
        call(|| unsafe { sys::glia_model_predict(self.raw.get(), x.as_ptr(), rows, y.as_mut_ptr()) })
    }

    /// The outputs for `count` rows of a data set from `first`; its categories are found by name.
    pub fn predict_dataset(&self, dataset: &Dataset<'_>, first: usize, count: usize) -> Result<Vec<f32>> {
        let within = count.min(dataset.rows()); // what is more is refused, without memory for it
        let mut y = vec![0.0; within * self.outputs()];
        let (model, dataset) = (self.raw.get(), dataset.raw.get());
        call(|| unsafe { sys::glia_model_predict_dataset(model, dataset, first, count, y.as_mut_ptr()) })?;
        Ok(y)
    }
}

/// Looking inside.
impl Model {
    /// Numbers in a row of input, before scaling.
    pub fn inputs(&self) -> usize {
        unsafe { sys::glia_model_inputs(self.raw.get()) }
    }

    /// Numbers in a row of output.
    pub fn outputs(&self) -> usize {
        unsafe { sys::glia_model_outputs(self.raw.get()) }
    }

    /// Layers.
    pub fn layers(&self) -> usize {
        unsafe { sys::glia_model_layers(self.raw.get()) }
    }

    /// Parameters in all.
    pub fn parameter_count(&self) -> usize {
        unsafe { sys::glia_model_parameter_count(self.raw.get()) }
    }

    /// A tensor, row by row.
    pub fn parameters(&self, layer: usize, tensor: &str) -> Result<Vec<f32>> {
        let tensor = c_text(tensor)?;
        array(|values, capacity, needed| unsafe {
            sys::glia_model_get_parameters(self.raw.get(), layer, tensor.as_ptr(), values, capacity, needed)
        })
    }

    /// The names of the classes; none where they have none.
    pub fn classes(&self) -> Result<Vec<String>> {
        let count = unsafe { sys::glia_model_class_count(self.raw.get()) };
        let name = |index| {
            text(|buffer, capacity, needed| unsafe {
                sys::glia_model_class_name(self.raw.get(), index, buffer, capacity, needed)
            })
        };
        (0..count).map(name).collect()
    }

    /// The loss that the model was last trained with, a spec; "" if none.
    pub fn loss(&self) -> Result<String> {
        text(|buffer, capacity, needed| unsafe { sys::glia_model_loss(self.raw.get(), buffer, capacity, needed) })
    }

    /// A table for people.
    pub fn describe(&self) -> Result<String> {
        text(|buffer, capacity, needed| unsafe { sys::glia_model_describe(self.raw.get(), buffer, capacity, needed) })
    }

    /// The same as a JSON object.
    pub fn describe_json(&self) -> Result<String> {
        text(|buffer, capacity, needed| unsafe {
            sys::glia_model_describe_json(self.raw.get(), buffer, capacity, needed)
        })
    }

    /// How inputs are scaled, a spec.
    pub fn input_scaling(&self) -> Result<String> {
        text(|buffer, capacity, needed| unsafe {
            sys::glia_model_input_scaling(self.raw.get(), buffer, capacity, needed)
        })
    }

    /// How targets are scaled, a spec.
    pub fn target_scaling(&self) -> Result<String> {
        text(|buffer, capacity, needed| unsafe {
            sys::glia_model_target_scaling(self.raw.get(), buffer, capacity, needed)
        })
    }

    /// What becomes of missing values: `"refuse"`, `"mean"`, or "" where inputs have not been fitted.
    pub fn missing_policy(&self) -> Result<String> {
        text(|buffer, capacity, needed| unsafe {
            sys::glia_model_missing_policy(self.raw.get(), buffer, capacity, needed)
        })
    }

    /// Center and scale of an input column: z = (x - center) / scale.
    pub fn input_scale(&self, input: usize) -> Result<(f64, f64)> {
        let (mut center, mut scale) = (0.0, 1.0);
        call(|| unsafe { sys::glia_model_input_scale(self.raw.get(), input, &mut center, &mut scale) })?;
        Ok((center, scale))
    }

    /// Center and scale of an output.
    pub fn output_scale(&self, output: usize) -> Result<(f64, f64)> {
        let (mut center, mut scale) = (0.0, 1.0);
        call(|| unsafe { sys::glia_model_output_scale(self.raw.get(), output, &mut center, &mut scale) })?;
        Ok((center, scale))
    }

    /// The name of an input column: the training data's, or its index.
    pub fn input_name(&self, input: usize) -> Result<String> {
        text(|buffer, capacity, needed| unsafe {
            sys::glia_model_input_name(self.raw.get(), input, buffer, capacity, needed)
        })
    }

    /// The categories of an input column, in rows written as their index; none for a column of numbers.
    pub fn categories(&self, input: usize) -> Result<Vec<String>> {
        let count = unsafe { sys::glia_model_category_count(self.raw.get(), input) };
        let name = |index| {
            text(|buffer, capacity, needed| unsafe {
                sys::glia_model_category_name(self.raw.get(), input, index, buffer, capacity, needed)
            })
        };
        (0..count).map(name).collect()
    }
}

/// Copying, saving and loading.
impl Model {
    /// An independent copy.
    pub fn try_clone(&self) -> Result<Model> {
        Handle::create(|out| unsafe { sys::glia_model_clone(self.raw.get(), out) }).map(|raw| Model { raw })
    }

    /// A copy for prediction alone, whose batch normalizations are merged with dense layers.
    pub fn fold_batch_norm(&self) -> Result<Model> {
        Handle::create(|out| unsafe { sys::glia_model_fold_batch_norm(self.raw.get(), out) }).map(|raw| Model { raw })
    }

    /// Writes a file in the safetensors format, replacing an old one in one step.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        let path = c_path(path)?;
        call(|| unsafe { sys::glia_model_save(self.raw.get(), path.as_ptr()) })
    }

    /// Reads a model from a file.
    pub fn load(path: impl AsRef<Path>) -> Result<Model> {
        let path = c_path(path)?;
        Handle::create(|out| unsafe { sys::glia_model_load(out, path.as_ptr()) }).map(|raw| Model { raw })
    }

    /// The bytes of a model file.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        array(|bytes: *mut u8, capacity, needed| unsafe {
            sys::glia_model_save_memory(self.raw.get(), bytes.cast(), capacity, needed)
        })
    }

    /// Reads a model from the bytes of a model file.
    pub fn from_bytes(bytes: &[u8]) -> Result<Model> {
        Handle::create(|out| unsafe { sys::glia_model_load_memory(out, bytes.as_ptr().cast(), bytes.len()) })
            .map(|raw| Model { raw })
    }
}

impl fmt::Debug for Model {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Model")
            .field("inputs", &self.inputs())
            .field("outputs", &self.outputs())
            .field("layers", &self.layers())
            .field("parameters", &self.parameter_count())
            .finish()
    }
}
