use crate::exchange::{array, c_path, c_text, call, names_of, or_null, text, CTexts};
use crate::handle::Handle;
use crate::{Dataset, Model, Result};
use glia_sys as sys;
use std::fmt;
use std::path::Path;

/// What training needs beside a model: loss, optimizer, gradients, history.
///
/// A trainer takes its model, and gives it back by [`into_model`](Trainer::into_model); between fits,
/// [`model`](Trainer::model) lends it for predictions. Settings are specs, and each is checked when it is made; they
/// can be changed between calls.
///
/// ```
/// # fn main() -> glia::Result<()> {
/// # let data = glia::Dataset::rows_of(&[0.0, 1.0], 1).values(&[1.0, 3.0], 1).copy()?;
/// # let mut model = glia::Model::new(1)?;
/// # model.add_dense(1, "identity")?;
/// let mut trainer = glia::Trainer::new(model)?;
/// trainer.set_optimizer("sgd(learning_rate=0.1)")?.set_epochs(20)?.set_seed(7)?;
/// trainer.fit(&data, None)?;
/// println!("loss {:?}", trainer.history("loss")?);
/// let model = trainer.into_model();
/// # Ok(())
/// # }
/// ```
///
/// While it is lent, nothing can train:
///
/// ```compile_fail,E0502
/// # let data = glia::Dataset::rows_of(&[0.0, 1.0], 1).values(&[1.0, 3.0], 1).copy().unwrap();
/// # let mut trainer = glia::Trainer::new(glia::Model::new(1).unwrap()).unwrap();
/// let session = glia::Session::new(trainer.model(), 1).unwrap();
/// trainer.fit(&data, None).unwrap();
/// drop(session);
/// ```
pub struct Trainer {
    pub(crate) raw: Handle<sys::glia_trainer>,
    pub(crate) model: Model,
    /// Rows of the last forward: what follows it reads as many.
    pub(crate) forward_rows: usize,
}

// Safety: what takes a `const glia_trainer *` is safe to call from any number of threads at once, and those functions
// alone are behind `&self`; none depends on the thread. Closures live in a trainer only while a call runs them.
unsafe impl Send for Trainer {}
unsafe impl Sync for Trainer {}

/// Why a fit ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StopReason {
    /// There has been no fit.
    None,
    /// All epochs are done.
    Epochs,
    /// Early stopping.
    Early,
    /// The target was reached.
    Target,
    /// The time limit.
    Time,
    /// The callback.
    Callback,
    /// A loss or gradient that is not finite.
    Numeric,
    /// The optimizer finds no better parameters.
    Converged,
    /// Anything else.
    Error,
}

/// When a fit ends that has stopped getting better.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EarlyStopping<'a> {
    /// What is watched; None is the validation loss where there is a validation set, and the loss otherwise.
    pub figure: Option<&'a str>,
    /// So many epochs in a row without a better figure end the fit; 0 takes the rule away.
    pub patience: usize,
    /// What a better figure is better by.
    pub min_change: f64,
    /// Whether the parameters of the best epoch are put back.
    pub restore_best: bool,
}

/// Making and giving back.
impl Trainer {
    /// A trainer of a model that has layers.
    pub fn new(mut model: Model) -> Result<Trainer> {
        let pointer = model.raw.get_mut();
        let raw = Handle::create(|out| unsafe { sys::glia_trainer_create(out, pointer) })?;
        Ok(Trainer { raw, model, forward_rows: 0 })
    }

    /// The model as it is.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The model, without its trainer.
    pub fn into_model(self) -> Model {
        self.model
    }

    /// Gives the model's weights new first values.
    pub fn initialize(&mut self, initializer: &str, seed: u64) -> Result<&mut Trainer> {
        self.model.initialize(initializer, seed)?;
        Ok(self)
    }

    /// Replaces a tensor of the model.
    pub fn set_parameters(&mut self, layer: usize, tensor: &str, values: &[f32]) -> Result<&mut Trainer> {
        self.model.set_parameters(layer, tensor, values)?;
        Ok(self)
    }
}

/// Settings.
impl Trainer {
    pub(crate) fn set(
        &mut self,
        function: impl FnOnce(*mut sys::glia_trainer) -> sys::glia_status,
    ) -> Result<&mut Trainer> {
        let trainer = self.raw.get_mut();
        call(|| function(trainer))?;
        Ok(self)
    }

    /// The loss: `"mse"`, `"categorical_crossentropy(label_smoothing=0.1)"`, `"huber(delta=1)"`, ...
    pub fn set_loss(&mut self, loss: &str) -> Result<&mut Trainer> {
        let loss = c_text(loss)?;
        self.set(|trainer| unsafe { sys::glia_trainer_set_loss(trainer, loss.as_ptr()) })
    }

    /// What rows of each class count, by a rule: `"none"` or `"balanced"`.
    pub fn set_class_weight(&mut self, rule: &str) -> Result<&mut Trainer> {
        let rule = c_text(rule)?;
        self.set(|trainer| unsafe { sys::glia_trainer_set_class_weight(trainer, rule.as_ptr()) })
    }

    /// The same by numbers, one for each class; none to take them away.
    pub fn set_class_weights(&mut self, weights: &[f64]) -> Result<&mut Trainer> {
        let (pointer, count) = (weights.as_ptr(), weights.len());
        self.set(|trainer| unsafe { sys::glia_trainer_set_class_weights(trainer, pointer, count) })
    }

    /// The optimizer: `"adam(learning_rate=3e-4)"`, `"sgd(momentum=0.9)"`, `"lbfgs"`, ... Its state starts afresh.
    pub fn set_optimizer(&mut self, optimizer: &str) -> Result<&mut Trainer> {
        let optimizer = c_text(optimizer)?;
        self.set(|trainer| unsafe { sys::glia_trainer_set_optimizer(trainer, optimizer.as_ptr()) })
    }

    /// How the learning rate changes: `"cosine(warmup=5)"`, `"reduce_on_plateau(patience=5)"`, ...
    pub fn set_schedule(&mut self, schedule: &str) -> Result<&mut Trainer> {
        let schedule = c_text(schedule)?;
        self.set(|trainer| unsafe { sys::glia_trainer_set_schedule(trainer, schedule.as_ptr()) })
    }

    /// What large weights cost: `"none"`, `"l1(factor=1e-4)"`, `"l2"`, `"l1_l2"`, `"weight_decay"`.
    pub fn set_penalty(&mut self, penalty: &str) -> Result<&mut Trainer> {
        let penalty = c_text(penalty)?;
        self.set(|trainer| unsafe { sys::glia_trainer_set_penalty(trainer, penalty.as_ptr()) })
    }

    /// What weights are held to: `"none"`, `"max_norm(limit=3)"`.
    pub fn set_constraint(&mut self, constraint: &str) -> Result<&mut Trainer> {
        let constraint = c_text(constraint)?;
        self.set(|trainer| unsafe { sys::glia_trainer_set_constraint(trainer, constraint.as_ptr()) })
    }

    /// How gradients are cut: `"none"`, `"value(limit=1)"`, `"norm(limit=1)"`.
    pub fn set_clipping(&mut self, clipping: &str) -> Result<&mut Trainer> {
        let clipping = c_text(clipping)?;
        self.set(|trainer| unsafe { sys::glia_trainer_set_clipping(trainer, clipping.as_ptr()) })
    }

    /// Mini-batches whose gradients are added up to one update.
    pub fn set_accumulation(&mut self, batches: usize) -> Result<&mut Trainer> {
        self.set(|trainer| unsafe { sys::glia_trainer_set_accumulation(trainer, batches) })
    }

    /// What a fit measures beside loss and accuracy: specs such as `"f1_macro"`.
    pub fn set_metrics<S: AsRef<str>>(&mut self, metrics: &[S]) -> Result<&mut Trainer> {
        let metrics = CTexts::new(metrics)?;
        self.set(|trainer| unsafe { sys::glia_trainer_set_metrics(trainer, metrics.as_ptr(), metrics.len()) })
    }

    /// Rows of a mini-batch; 0 means all rows in one.
    pub fn set_batch_size(&mut self, rows: usize) -> Result<&mut Trainer> {
        self.set(|trainer| unsafe { sys::glia_trainer_set_batch_size(trainer, rows) })
    }

    /// Passes over the data that a fit makes.
    pub fn set_epochs(&mut self, epochs: usize) -> Result<&mut Trainer> {
        self.set(|trainer| unsafe { sys::glia_trainer_set_epochs(trainer, epochs) })
    }

    /// Where every random number of a fit comes from.
    pub fn set_seed(&mut self, seed: u64) -> Result<&mut Trainer> {
        self.set(|trainer| unsafe { sys::glia_trainer_set_seed(trainer, seed) })
    }

    /// Whether mini-batches take rows in a new random order each epoch.
    pub fn set_shuffle(&mut self, shuffle: bool) -> Result<&mut Trainer> {
        self.set(|trainer| unsafe { sys::glia_trainer_set_shuffle(trainer, shuffle.into()) })
    }

    /// How many threads a fit works with. The results are the same bits for any number.
    pub fn set_threads(&mut self, threads: usize) -> Result<&mut Trainer> {
        self.set(|trainer| unsafe { sys::glia_trainer_set_threads(trainer, threads) })
    }

    /// Ends a fit that has stopped getting better.
    pub fn set_early_stopping(&mut self, rule: EarlyStopping<'_>) -> Result<&mut Trainer> {
        let figure = rule.figure.map(c_text).transpose()?;
        let EarlyStopping { patience, min_change, restore_best, .. } = rule;
        self.set(|trainer| unsafe {
            let figure = or_null(&figure);
            sys::glia_trainer_set_early_stopping(trainer, figure, patience, min_change, restore_best.into())
        })
    }

    /// Which epoch a better figure is measured from: `gradual`, the last that was better by more than `min_change`, or
    /// `at_once`, the best.
    pub fn set_improvement(&mut self, improvement: &str) -> Result<&mut Trainer> {
        let improvement = c_text(improvement)?;
        self.set(|trainer| unsafe { sys::glia_trainer_set_improvement(trainer, improvement.as_ptr()) })
    }

    /// Ends a fit after the first epoch whose figure is at least as good as the value; None takes the rule away.
    pub fn set_target(&mut self, target: Option<(&str, f64)>) -> Result<&mut Trainer> {
        let figure = target.map(|(figure, _)| c_text(figure)).transpose()?;
        let value = target.map_or(0.0, |(_, value)| value);
        self.set(|trainer| unsafe { sys::glia_trainer_set_target(trainer, or_null(&figure), value) })
    }

    /// Ends a fit after so many seconds; 0: no limit.
    pub fn set_time_limit(&mut self, seconds: f64) -> Result<&mut Trainer> {
        self.set(|trainer| unsafe { sys::glia_trainer_set_time_limit(trainer, seconds) })
    }

    /// Stores where a fit stands, after so many epochs or seconds (0: not by these).
    pub fn set_checkpoint(&mut self, path: impl AsRef<Path>, epochs: usize, seconds: f64) -> Result<&mut Trainer> {
        let path = c_path(path)?;
        self.set(|trainer| unsafe { sys::glia_trainer_set_checkpoint(trainer, path.as_ptr(), epochs, seconds) })
    }

    /// Stores nothing more.
    pub fn remove_checkpoint(&mut self) -> Result<&mut Trainer> {
        self.set(|trainer| unsafe { sys::glia_trainer_set_checkpoint(trainer, std::ptr::null(), 0, 0.0) })
    }

    /// Takes up a fit where a checkpoint left it: the next fit goes on from there, to the bits.
    pub fn resume(&mut self, path: impl AsRef<Path>) -> Result<&mut Trainer> {
        let path = c_path(path)?;
        self.set(|trainer| unsafe { sys::glia_trainer_resume(trainer, path.as_ptr()) })
    }
}

/// Judging.
impl Trainer {
    /// Loss and accuracy of the model as it is; accuracy is NaN where it has no meaning.
    pub fn evaluate(&self, dataset: &Dataset<'_>) -> Result<(f64, f64)> {
        evaluate(self.raw.get(), dataset)
    }

    /// The learning-rate range test, on a copy of the model: `steps` learning rates from `lowest` to `highest`, each
    /// with the loss of a mini-batch.
    pub fn find_learning_rate(
        &self,
        train: &Dataset<'_>,
        lowest: f64,
        highest: f64,
        steps: usize,
    ) -> Result<Vec<(f64, f64)>> {
        let (trainer, train) = (self.raw.get(), train.raw.get());
        let (mut rates, mut losses) = (vec![0.0; steps], vec![0.0; steps]);
        let (rate, loss) = (rates.as_mut_ptr(), losses.as_mut_ptr());
        let mut points = 0;
        call(|| unsafe {
            sys::glia_trainer_find_learning_rate(trainer, train, lowest, highest, steps, rate, loss, steps, &mut points)
        })?;
        Ok(rates.into_iter().zip(losses).take(points).collect())
    }

    /// A figure of the last epoch: `"loss"`, `"validation_accuracy"`, `"learning_rate"`, `"seconds"`, ... NaN where
    /// there is none.
    pub fn metric(&self, name: &str) -> Result<f64> {
        metric(self.raw.get(), name)
    }

    /// One figure of every finished epoch.
    pub fn history(&self, name: &str) -> Result<Vec<f64>> {
        let name = c_text(name)?;
        array(|values, capacity, needed| unsafe {
            sys::glia_trainer_history(self.raw.get(), name.as_ptr(), values, capacity, needed)
        })
    }

    /// The names of all figures that [`history`](Trainer::history) has.
    pub fn figures(&self) -> Result<Vec<String>> {
        let json = text(|buffer, capacity, needed| unsafe {
            sys::glia_trainer_figures(self.raw.get(), buffer, capacity, needed)
        })?;
        Ok(names_of(&json))
    }

    /// Why the last fit ended.
    pub fn stop_reason(&self) -> StopReason {
        match unsafe { sys::glia_trainer_stop_reason(self.raw.get()) } {
            sys::GLIA_STOP_NONE => StopReason::None,
            sys::GLIA_STOP_EPOCHS => StopReason::Epochs,
            sys::GLIA_STOP_EARLY => StopReason::Early,
            sys::GLIA_STOP_TARGET => StopReason::Target,
            sys::GLIA_STOP_TIME => StopReason::Time,
            sys::GLIA_STOP_CALLBACK => StopReason::Callback,
            sys::GLIA_STOP_NUMERIC => StopReason::Numeric,
            sys::GLIA_STOP_CONVERGED => StopReason::Converged,
            _ => StopReason::Error,
        }
    }

    /// The best epoch of the last fit by early stopping's figure, from 1; None where there is none.
    pub fn best_epoch(&self) -> Option<usize> {
        Some(unsafe { sys::glia_trainer_best_epoch(self.raw.get()) }).filter(|&epoch| epoch > 0)
    }

    /// The number with which the callback stopped the last fit; 0 where it did not.
    pub fn callback_result(&self) -> i32 {
        unsafe { sys::glia_trainer_callback_result(self.raw.get()) }
    }
}

pub(crate) fn metric(trainer: *const sys::glia_trainer, name: &str) -> Result<f64> {
    let name = c_text(name)?;
    let mut value = f64::NAN;
    call(|| unsafe { sys::glia_trainer_metric(trainer, name.as_ptr(), &mut value) })?;
    Ok(value)
}

pub(crate) fn evaluate(trainer: *const sys::glia_trainer, dataset: &Dataset<'_>) -> Result<(f64, f64)> {
    let (mut loss, mut accuracy) = (f64::NAN, f64::NAN);
    call(|| unsafe { sys::glia_trainer_evaluate(trainer, dataset.raw.get(), &mut loss, &mut accuracy) })?;
    Ok((loss, accuracy))
}

impl fmt::Debug for Trainer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Trainer").field("model", &self.model).finish()
    }
}
