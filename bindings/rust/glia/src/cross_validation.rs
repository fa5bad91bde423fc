use crate::error::check;
use crate::exchange::{array, c_text, call, names_of, or_null, text};
use crate::fit::answer;
use crate::handle::Handle;
use crate::{panics, system, Dataset, Folds, Progress, Result, Trainer};
use glia_sys as sys;
use std::ffi::c_void;
use std::fmt;
use std::ops::ControlFlow;
use std::ptr::null_mut;

/// The figures of all folds of a cross-validation.
pub struct CrossValidation {
    raw: Handle<sys::glia_cross_validation>,
}

// Safety: the figures never change, and depend on no thread.
unsafe impl Send for CrossValidation {}
unsafe impl Sync for CrossValidation {}

const STOPPED_BY_PANIC: i32 = 1;

impl Trainer {
    /// How well this recipe learns, judged on rows that it has not seen: for each fold, a fresh model is trained and
    /// evaluated. The trainer and its model stay as they are. `initializer` is a spec, or None for `"auto"`.
    pub fn cross_validate(
        &self,
        dataset: &Dataset<'_>,
        folds: &Folds<'_>,
        initializer: Option<&str>,
    ) -> Result<CrossValidation> {
        self.cross_validate_with(dataset, folds, initializer, |_, _, _| ControlFlow::Continue(()))
    }

    /// The same, with a closure that is told the fold (from 0), their number, and where the fold's training stands.
    /// `Break` stops: the result then holds the folds that were finished before, and
    /// [`callback_result`](CrossValidation::callback_result) says so.
    pub fn cross_validate_with<F>(
        &self,
        dataset: &Dataset<'_>,
        folds: &Folds<'_>,
        initializer: Option<&str>,
        mut follow: F,
    ) -> Result<CrossValidation>
    where
        F: FnMut(usize, usize, &Progress<'_>) -> ControlFlow<i32>,
    {
        system::check_version()?;
        let (spec, initializer) = (c_text(folds.spec)?, initializer.map(c_text).transpose()?);
        let (groups, size) = folds.groups();
        let user: *mut F = &mut follow;
        let (status, result) = panics::resuming(|| unsafe {
            let mut out = null_mut();
            let status = sys::glia_cross_validate(
                &mut out,
                self.raw.get(),
                dataset.raw.get(),
                spec.as_ptr(),
                groups,
                size,
                or_null(&initializer),
                folds.seed,
                Some(follow_fold::<F> as _),
                user.cast(),
            );
            (status, Handle::adopt(out))
        });
        match result {
            Some(raw) => Ok(CrossValidation { raw }),
            None => Err(check(status).expect_err("glia gives a result with GLIA_OK")),
        }
    }
}

unsafe extern "C" fn follow_fold<F>(
    fold: usize,
    folds: usize,
    trainer: *const sys::glia_trainer,
    event: i32,
    user: *mut c_void,
) -> i32
where
    F: FnMut(usize, usize, &Progress<'_>) -> ControlFlow<i32>,
{
    let follow = &mut *user.cast::<F>();
    panics::guard(STOPPED_BY_PANIC, || answer(follow(fold, folds, &Progress::new(trainer, event, None))))
}

impl CrossValidation {
    /// Finished folds.
    pub fn folds(&self) -> usize {
        unsafe { sys::glia_cross_validation_folds(self.raw.get()) }
    }

    /// The number with which the callback stopped the folds; 0 where it did not.
    pub fn callback_result(&self) -> i32 {
        unsafe { sys::glia_cross_validation_callback_result(self.raw.get()) }
    }

    /// The names of all figures of a fold: `"loss"`, `"accuracy"`, `"training_loss"`, `"epochs"`, ...
    pub fn figures(&self) -> Result<Vec<String>> {
        let json = text(|buffer, capacity, needed| unsafe {
            sys::glia_cross_validation_figures(self.raw.get(), buffer, capacity, needed)
        })?;
        Ok(names_of(&json))
    }

    /// One figure of each finished fold.
    pub fn values(&self, name: &str) -> Result<Vec<f64>> {
        let name = c_text(name)?;
        array(|values, capacity, needed| unsafe {
            sys::glia_cross_validation_values(self.raw.get(), name.as_ptr(), values, capacity, needed)
        })
    }

    /// Mean and standard deviation of a figure over the finished folds.
    pub fn summary(&self, name: &str) -> Result<(f64, f64)> {
        let name = c_text(name)?;
        let (mut mean, mut deviation) = (f64::NAN, f64::NAN);
        call(|| unsafe {
            sys::glia_cross_validation_summary(self.raw.get(), name.as_ptr(), &mut mean, &mut deviation)
        })?;
        Ok((mean, deviation))
    }
}

impl fmt::Debug for CrossValidation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("CrossValidation").field("folds", &self.folds()).finish()
    }
}
