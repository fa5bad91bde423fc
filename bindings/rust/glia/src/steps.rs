//! Training one step at a time: `forward`, `loss`, `backward`, `update` is what a fit does with each mini-batch.
use crate::exchange::{array, c_text, expect_length, rows_of};
use crate::{Result, Trainer};
use glia_sys as sys;

/// What is true of rows: numbers, or a class each.
#[derive(Clone, Copy, Debug)]
pub enum Targets<'a> {
    /// Rows x outputs.
    Values(&'a [f32]),
    /// A class index for each row.
    Classes(&'a [i32]),
}

impl Targets<'_> {
    pub(crate) fn expect(&self, rows: usize, outputs: usize) -> Result<()> {
        match self {
            Targets::Values(values) => expect_length("targets", values.len(), rows, outputs),
            Targets::Classes(classes) => expect_length("classes", classes.len(), rows, 1),
        }
    }
}

impl Trainer {
    /// Runs the network as in training, and gives its outputs.
    pub fn forward(&mut self, x: &[f32]) -> Result<Vec<f32>> {
        let rows = rows_of("x", x.len(), self.model.inputs())?;
        let mut y = vec![0.0; rows * self.model.outputs()];
        self.forward_into(x, &mut y)?;
        Ok(y)
    }

    /// The same into an array of yours: rows x outputs.
    pub fn forward_into(&mut self, x: &[f32], y: &mut [f32]) -> Result<()> {
        let rows = rows_of("x", x.len(), self.model.inputs())?;
        expect_length("y", y.len(), rows, self.model.outputs())?;
        let (x, y) = (x.as_ptr(), y.as_mut_ptr());
        self.set(|trainer| unsafe { sys::glia_trainer_forward(trainer, x, rows, y) })?;
        self.forward_rows = rows;
        Ok(())
    }

    /// The mean loss of the last forward's outputs.
    pub fn loss(&mut self, targets: Targets<'_>) -> Result<f64> {
        self.expect_rows(targets)?;
        let mut loss = f64::NAN;
        self.set(|trainer| unsafe {
            match targets {
                Targets::Values(values) => sys::glia_trainer_loss(trainer, values.as_ptr(), &mut loss),
                Targets::Classes(classes) => sys::glia_trainer_loss_classes(trainer, classes.as_ptr(), &mut loss),
            }
        })?;
        Ok(loss)
    }

    /// The same with weights, one for each row; a negative one makes the row's target less likely.
    pub fn loss_weighted(&mut self, targets: Targets<'_>, weights: &[f32]) -> Result<f64> {
        self.expect_rows(targets)?;
        if self.forward_rows > 0 {
            expect_length("weights", weights.len(), self.forward_rows, 1)?;
        }
        let mut loss = f64::NAN;
        let weights = weights.as_ptr();
        self.set(|trainer| unsafe {
            match targets {
                Targets::Values(values) => {
                    sys::glia_trainer_loss_weighted(trainer, values.as_ptr(), weights, &mut loss)
                }
                Targets::Classes(classes) => {
                    sys::glia_trainer_loss_classes_weighted(trainer, classes.as_ptr(), weights, &mut loss)
                }
            }
        })?;
        Ok(loss)
    }

    /// Without a forward, glia refuses what follows it, and reads nothing.
    fn expect_rows(&self, targets: Targets<'_>) -> Result<()> {
        match self.forward_rows {
            0 => Ok(()),
            rows => targets.expect(rows, self.model.outputs()),
        }
    }

    /// The gradients of the last loss.
    pub fn backward(&mut self) -> Result<&mut Trainer> {
        self.set(|trainer| unsafe { sys::glia_trainer_backward(trainer) })
    }

    /// The gradients of a loss of your own, from its slope with respect to the outputs: rows x outputs.
    pub fn backward_from(&mut self, output_gradient: &[f32]) -> Result<&mut Trainer> {
        self.expect_rows(Targets::Values(output_gradient))?;
        self.set(|trainer| unsafe { sys::glia_trainer_backward_from(trainer, output_gradient.as_ptr()) })
    }

    /// Changes the parameters by the optimizer and the gradients.
    pub fn update(&mut self) -> Result<&mut Trainer> {
        self.set(|trainer| unsafe { sys::glia_trainer_update(trainer) })
    }

    /// The gradient of a tensor, in its shape.
    pub fn gradients(&self, layer: usize, tensor: &str) -> Result<Vec<f32>> {
        let tensor = c_text(tensor)?;
        array(|values, capacity, needed| unsafe {
            sys::glia_trainer_get_gradients(self.raw.get(), layer, tensor.as_ptr(), values, capacity, needed)
        })
    }

    /// Replaces the gradient of a tensor before an update.
    pub fn set_gradients(&mut self, layer: usize, tensor: &str, values: &[f32]) -> Result<&mut Trainer> {
        let tensor = c_text(tensor)?;
        let (pointer, size) = (values.as_ptr(), values.len());
        self.set(|trainer| unsafe { sys::glia_trainer_set_gradients(trainer, layer, tensor.as_ptr(), pointer, size) })
    }

    /// What the last forward gave at a position: 0 is the input, k the output of layer k - 1.
    pub fn activations(&self, position: usize) -> Result<Vec<f32>> {
        array(|values, capacity, needed| unsafe {
            sys::glia_trainer_get_activations(self.raw.get(), position, values, capacity, needed)
        })
    }

    /// The gradient of the loss with respect to what [`activations`](Trainer::activations) gives.
    pub fn activation_gradients(&self, position: usize) -> Result<Vec<f32>> {
        array(|values, capacity, needed| unsafe {
            sys::glia_trainer_get_activation_gradients(self.raw.get(), position, values, capacity, needed)
        })
    }

    /// Compares the gradient of the loss, through all layers, with differences, in double precision on a copy of the
    /// model. Of each tensor at most `limit` elements are compared, drawn by the seed; 0 means all.
    pub fn check_gradients(
        &self,
        x: &[f32],
        targets: Targets<'_>,
        limit: usize,
        seed: u64,
    ) -> Result<crate::GradientReport> {
        let rows = rows_of("x", x.len(), self.model.inputs())?;
        targets.expect(rows, self.model.outputs())?;
        let (values, classes) = match targets {
            Targets::Values(values) => (values.as_ptr(), std::ptr::null()),
            Targets::Classes(classes) => (std::ptr::null(), classes.as_ptr()),
        };
        let (trainer, x) = (self.raw.get(), x.as_ptr());
        crate::GradientReport::create(|out| unsafe {
            sys::glia_trainer_check_gradients(out, trainer, x, rows, values, classes, limit, seed)
        })
    }
}
