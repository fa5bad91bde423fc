use crate::exchange::rows_of;
use crate::{Dataset, Error, Result};
use glia_sys as sys;
use std::ptr::null;

/// Rows in memory, before they become a [`Dataset`].
///
/// ```
/// # fn main() -> glia::Result<()> {
/// let x = [1.0, 2.0, 9.0, 3.0, f32::NAN, 9.0]; // two rows of two numbers, three apart
/// let data = glia::Dataset::rows_of(&x, 2).stride(3).values(&[0.5, 1.5], 1).missing().copy()?;
/// assert!(data.rows() == 2 && data.has_missing());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug)]
#[must_use = "rows become a data set by copy() or borrow()"]
pub struct Rows<'a> {
    x: &'a [f32],
    features: usize,
    stride: usize,
    targets: Given<'a>,
    missing: bool,
}

#[derive(Clone, Copy, Debug)]
enum Given<'a> {
    Nothing,
    Values { targets: &'a [f32], outputs: usize },
    Classes { classes: &'a [i32], class_count: usize },
}

impl<'a> Rows<'a> {
    pub(crate) fn new(x: &'a [f32], features: usize) -> Rows<'a> {
        Rows { x, features, stride: features, targets: Given::Nothing, missing: false }
    }

    /// Numbers from the start of one row to that of the next, where more lies between them than their features.
    pub fn stride(mut self, stride: usize) -> Rows<'a> {
        self.stride = stride;
        self
    }

    /// Rows have `outputs` target values each, one row after another.
    pub fn values(mut self, targets: &'a [f32], outputs: usize) -> Rows<'a> {
        self.targets = Given::Values { targets, outputs };
        self
    }

    /// Rows have a class each, from 0 to `class_count` - 1.
    pub fn classes(mut self, classes: &'a [i32], class_count: usize) -> Rows<'a> {
        self.targets = Given::Classes { classes, class_count };
        self
    }

    /// NaN stands for a value that is missing.
    pub fn missing(mut self) -> Rows<'a> {
        self.missing = true;
        self
    }

    /// A data set of a copy.
    pub fn copy(self) -> Result<Dataset<'static>> {
        type Values = unsafe extern "C" fn(
            *mut *mut sys::glia_dataset,
            *const f32,
            usize,
            usize,
            usize,
            *const f32,
            usize,
            usize,
        ) -> sys::glia_status;
        type Classes = unsafe extern "C" fn(
            *mut *mut sys::glia_dataset,
            *const f32,
            usize,
            usize,
            usize,
            *const i32,
            usize,
        ) -> sys::glia_status;
        let (of_values, of_classes): (Values, Classes) = if self.missing {
            (sys::glia_dataset_create_missing, sys::glia_dataset_create_classes_missing)
        } else {
            (sys::glia_dataset_create, sys::glia_dataset_create_classes)
        };
        let rows = self.count()?;
        let Rows { x, features, stride, .. } = self;
        Dataset::create(|out| unsafe {
            match self.targets {
                Given::Nothing => of_values(out, x.as_ptr(), rows, features, stride, null(), 0, 0),
                Given::Values { targets, outputs } => {
                    of_values(out, x.as_ptr(), rows, features, stride, targets.as_ptr(), outputs, 0)
                }
                Given::Classes { classes, class_count } => {
                    of_classes(out, x.as_ptr(), rows, features, stride, classes.as_ptr(), class_count)
                }
            }
        })
    }

    /// A data set that reads the rows where they are. Missing values cannot be borrowed.
    pub fn borrow(self) -> Result<Dataset<'a>> {
        if self.missing {
            return Err(Error::invalid("rows with missing values cannot be borrowed: copy them"));
        }
        let rows = self.count()?;
        let Rows { x, features, stride, .. } = self;
        Dataset::create(|out| unsafe {
            match self.targets {
                Given::Nothing => sys::glia_dataset_borrow(out, x.as_ptr(), rows, features, stride, null(), 0, 0),
                Given::Values { targets, outputs } => {
                    sys::glia_dataset_borrow(out, x.as_ptr(), rows, features, stride, targets.as_ptr(), outputs, 0)
                }
                Given::Classes { classes, class_count } => sys::glia_dataset_borrow_classes(
                    out,
                    x.as_ptr(),
                    rows,
                    features,
                    stride,
                    classes.as_ptr(),
                    class_count,
                ),
            }
        })
    }

    /// The number of rows, where all that is given agrees.
    fn count(&self) -> Result<usize> {
        if self.features == 0 {
            return Err(Error::invalid("features is 0; a row has at least one number"));
        }
        if self.stride < self.features {
            let Rows { stride, features, .. } = self;
            return Err(Error::invalid(format!("stride is {stride}, less than the {features} features of a row")));
        }
        let rows = if self.stride == self.features {
            rows_of("x", self.x.len(), self.features)?
        } else if self.x.len() < self.features {
            0
        } else {
            (self.x.len() - self.features) / self.stride + 1 // what follows the last row is not needed
        };
        let (what, length, expected) = match self.targets {
            Given::Nothing => return Ok(rows),
            Given::Values { targets, outputs } => ("targets", targets.len(), rows.checked_mul(outputs)),
            Given::Classes { classes, .. } => ("classes", classes.len(), Some(rows)),
        };
        if expected != Some(length) {
            return Err(Error::invalid(format!("{what} has {length} elements, which do not fit {rows} rows")));
        }
        Ok(rows)
    }
}
