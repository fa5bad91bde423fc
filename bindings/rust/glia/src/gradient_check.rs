//! Whether derivatives are what they should be.
use crate::exchange::{c_text, call, text};
use crate::handle::Handle;
use crate::Result;
use glia_sys as sys;
use std::fmt;

/// What a comparison of derivatives with differences found
/// ([`Trainer::check_gradients`](crate::Trainer::check_gradients), [`check_activation`]).
pub struct GradientReport {
    raw: Handle<sys::glia_gradient_report>,
}

// Safety: a report never changes, and depends on no thread.
unsafe impl Send for GradientReport {}
unsafe impl Sync for GradientReport {}

/// The worst derivative of a [`GradientReport`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WorstDerivative {
    /// The relative error.
    pub error: f64,
    /// What backward computes.
    pub analytic: f64,
    /// What differences say.
    pub numerical: f64,
    /// Its layer; 0 for an activation.
    pub layer: usize,
    /// Its element of a tensor; a column for an activation.
    pub index: usize,
}

/// Checks the derivative of an activation, a spec.
pub fn check_activation(activation: &str) -> Result<GradientReport> {
    let activation = c_text(activation)?;
    GradientReport::create(|out| unsafe { sys::glia_activation_check_gradient(out, activation.as_ptr()) })
}

impl GradientReport {
    pub(crate) fn create(
        function: impl FnOnce(*mut *mut sys::glia_gradient_report) -> sys::glia_status,
    ) -> Result<GradientReport> {
        Handle::create(function).map(|raw| GradientReport { raw })
    }

    /// Whether no derivative was wrong, and at least one was compared.
    pub fn passed(&self) -> bool {
        unsafe { sys::glia_gradient_report_passed(self.raw.get()) != 0 }
    }

    /// How many derivatives were compared.
    pub fn checked(&self) -> usize {
        unsafe { sys::glia_gradient_report_checked(self.raw.get()) }
    }

    /// How many of these were wrong.
    pub fn wrong(&self) -> usize {
        unsafe { sys::glia_gradient_report_wrong(self.raw.get()) }
    }

    /// How many were skipped, at kinks and jumps.
    pub fn skipped(&self) -> usize {
        unsafe { sys::glia_gradient_report_skipped(self.raw.get()) }
    }

    /// The worst of all that were compared.
    pub fn worst(&self) -> Result<WorstDerivative> {
        let mut worst = WorstDerivative { error: 0.0, analytic: 0.0, numerical: 0.0, layer: 0, index: 0 };
        let WorstDerivative { error, analytic, numerical, layer, index } = &mut worst;
        call(|| unsafe { sys::glia_gradient_report_worst(self.raw.get(), error, analytic, numerical, layer, index) })?;
        Ok(worst)
    }

    /// The report as a JSON object.
    pub fn describe(&self) -> Result<String> {
        text(|buffer, capacity, needed| unsafe {
            sys::glia_gradient_report_describe(self.raw.get(), buffer, capacity, needed)
        })
    }
}

impl fmt::Debug for GradientReport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("GradientReport")
            .field("passed", &self.passed())
            .field("checked", &self.checked())
            .field("wrong", &self.wrong())
            .field("skipped", &self.skipped())
            .finish()
    }
}
