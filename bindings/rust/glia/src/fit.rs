//! Fits, and what follows them.
use crate::exchange::call;
use crate::trainer::{evaluate, metric};
use crate::{panics, Dataset, Model, Result, Trainer};
use glia_sys as sys;
use std::ffi::c_void;
use std::ops::ControlFlow;
use std::ptr::{null, null_mut};

/// What a callback is told about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// After each mini-batch's update.
    Batch,
    /// After each epoch, validation included.
    Epoch,
}

/// Where a fit stands, as its callback sees it.
#[derive(Debug)]
pub struct Progress<'a> {
    pub(crate) trainer: *const sys::glia_trainer,
    pub(crate) model: Option<&'a Model>,
    /// What has just been done.
    pub event: Event,
    /// The epoch, from 1.
    pub epoch: usize,
    /// Epochs that are to be done.
    pub epochs: usize,
    /// The mini-batch of the epoch, from 1.
    pub batch: usize,
    /// Mini-batches of an epoch.
    pub batches: usize,
}

impl<'a> Progress<'a> {
    pub(crate) unsafe fn new(trainer: *const sys::glia_trainer, event: i32, model: Option<&'a Model>) -> Self {
        let (mut epoch, mut epochs, mut batch, mut batches) = (0, 0, 0, 0);
        sys::glia_trainer_progress(trainer, &mut epoch, &mut epochs, &mut batch, &mut batches);
        let event = if event == sys::GLIA_EVENT_EPOCH { Event::Epoch } else { Event::Batch };
        Progress { trainer, model, event, epoch, epochs, batch, batches }
    }

    /// A figure so far: `"loss"` of the batches of this epoch, `"validation_loss"` after it, ...
    pub fn metric(&self, name: &str) -> Result<f64> {
        metric(self.trainer, name)
    }

    /// Loss and accuracy of the model as it is.
    pub fn evaluate(&self, dataset: &Dataset<'_>) -> Result<(f64, f64)> {
        evaluate(self.trainer, dataset)
    }

    /// The model as it is; None in cross-validation, where each fold has its own.
    pub fn model(&self) -> Option<&'a Model> {
        self.model
    }
}

/// What glia gets where a closure panics.
const STOPPED_BY_PANIC: i32 = 1;

/// What a closure's answer is to glia, for which 0 goes on.
pub(crate) fn answer(flow: ControlFlow<i32>) -> i32 {
    match flow {
        ControlFlow::Continue(()) => 0,
        ControlFlow::Break(code) => code + i32::from(code == 0),
    }
}

struct Follower<'a, F> {
    follow: F,
    model: &'a Model,
}

impl Trainer {
    /// Trains for the set number of epochs, or until a rule ends it. May be called again, to go on.
    pub fn fit(&mut self, train: &Dataset<'_>, validation: Option<&Dataset<'_>>) -> Result<()> {
        self.forward_rows = 0; // a fit discards the last forward
        let trainer = self.raw.get_mut();
        let validation = validation.map_or(null(), |validation| validation.raw.get());
        call(|| unsafe { sys::glia_trainer_fit(trainer, train.raw.get(), validation) })
    }

    /// The same, with a closure that follows it, on this thread. `Break` stops the fit after a whole update, which then
    /// gives [`Status::Cancelled`](crate::Status::Cancelled); its number is
    /// [`callback_result`](Trainer::callback_result), 0 as 1. A panic stops the fit likewise, and goes on here.
    ///
    /// ```
    /// # fn main() -> glia::Result<()> {
    /// # let data = glia::Dataset::rows_of(&[0.0, 1.0], 1).values(&[1.0, 3.0], 1).copy()?;
    /// # let mut model = glia::Model::new(1)?;
    /// # model.add_dense(1, "identity")?;
    /// # let mut trainer = glia::Trainer::new(model)?;
    /// use glia::{Event, Status};
    /// use std::ops::ControlFlow::{Break, Continue};
    /// let mut losses = Vec::new();
    /// let error = trainer
    ///     .fit_with(&data, None, |progress| {
    ///         if progress.event == Event::Epoch {
    ///             losses.push(progress.metric("loss").unwrap());
    ///         }
    ///         if losses.len() == 3 { Break(1) } else { Continue(()) }
    ///     })
    ///     .unwrap_err();
    /// assert_eq!((error.status(), losses.len()), (Status::Cancelled, 3));
    /// # Ok(())
    /// # }
    /// ```
    pub fn fit_with<F>(&mut self, train: &Dataset<'_>, validation: Option<&Dataset<'_>>, follow: F) -> Result<()>
    where
        F: FnMut(&Progress<'_>) -> ControlFlow<i32>,
    {
        self.forward_rows = 0;
        let trainer = self.raw.get_mut();
        let validation = validation.map_or(null(), |validation| validation.raw.get());
        let mut follower = Follower { follow, model: &self.model };
        let user: *mut Follower<'_, F> = &mut follower;
        let callback = Some(follow_fit::<F> as _);
        call(|| unsafe {
            let mut status = sys::glia_trainer_set_callback(trainer, callback, user.cast(), None);
            if status == sys::GLIA_OK {
                status = sys::glia_trainer_fit(trainer, train.raw.get(), validation);
                sys::glia_trainer_set_callback(trainer, None, null_mut(), None);
                // succeeds: the text stays the fit's
            }
            status
        })
    }
}

unsafe extern "C" fn follow_fit<F>(trainer: *const sys::glia_trainer, event: i32, user: *mut c_void) -> i32
where
    F: FnMut(&Progress<'_>) -> ControlFlow<i32>,
{
    let follower = &mut *user.cast::<Follower<'_, F>>();
    let model = follower.model;
    panics::guard(STOPPED_BY_PANIC, || answer((follower.follow)(&Progress::new(trainer, event, Some(model)))))
}
