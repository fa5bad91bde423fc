use crate::{panics, Dataset, Result};
use glia_sys as sys;
use std::ffi::c_void;
use std::ops::ControlFlow;

/// What a stream looks like before any of its rows is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StreamShape {
    /// Rows of a pass.
    pub rows: usize,
    /// Numbers in a row.
    pub features: usize,
    /// Target values of a row; 0 for classes, and without targets.
    pub outputs: usize,
    /// Classes; 0 for target values, and without targets.
    pub class_count: usize,
    /// Rows in memory at once; 0: as many as 64 MiB hold.
    pub window: usize,
}

/// Where the next rows of a stream are written to.
#[derive(Debug)]
pub struct StreamRows<'a> {
    /// Rows of this pass that were delivered before: 0 starts a pass.
    pub first: usize,
    /// Rows that are wanted at most.
    pub capacity: usize,
    /// Their features: `capacity` rows.
    pub x: &'a mut [f32],
    /// Their target values; empty where rows have none.
    pub targets: &'a mut [f32],
    /// Their classes; empty where rows have none.
    pub classes: &'a mut [i32],
}

struct Source<F> {
    deliver: F,
    shape: StreamShape,
}

/// What glia gets where a closure panics.
const STOPPED_BY_PANIC: i32 = 1;

impl<'a> Dataset<'a> {
    /// A stream of rows that a closure delivers, for what memory cannot hold. It writes the next rows and gives their
    /// number, at most `capacity`; 0 ends the pass, and is asked for after the last row. Every pass delivers the same
    /// rows. `Break` stops the fit with [`Status::Cancelled`](crate::Status::Cancelled); its number is then given by
    /// [`callback_result`](Dataset::callback_result), 0 as 1.
    ///
    /// ```
    /// # fn main() -> glia::Result<()> {
    /// use std::ops::ControlFlow;
    /// let shape = glia::StreamShape { rows: 1000, features: 1, outputs: 1, window: 100, ..Default::default() };
    /// let line = glia::Dataset::stream(shape, |next| {
    ///     let count = next.capacity.min(1000 - next.first);
    ///     for i in 0..count {
    ///         next.x[i] = (next.first + i) as f32 / 1000.0;
    ///         next.targets[i] = 2.0 * next.x[i];
    ///     }
    ///     ControlFlow::Continue(count)
    /// })?;
    /// let mut model = glia::Model::new(1)?;
    /// model.add_dense(1, "identity")?;
    /// glia::Trainer::new(model)?.set_epochs(2)?.fit(&line, None)?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// The data set may move to another thread, and the closure with it:
    ///
    /// ```
    /// # use std::{ops::ControlFlow, sync::Arc};
    /// # let shape = glia::StreamShape { rows: 1, features: 1, outputs: 1, window: 1, ..Default::default() };
    /// let rows = Arc::new(1);
    /// let data = glia::Dataset::stream(shape, move |_| ControlFlow::Continue(*rows));
    /// ```
    ///
    /// ```compile_fail,E0277
    /// # use std::{ops::ControlFlow, rc::Rc};
    /// # let shape = glia::StreamShape { rows: 1, features: 1, outputs: 1, window: 1, ..Default::default() };
    /// let rows = Rc::new(1);
    /// let data = glia::Dataset::stream(shape, move |_| ControlFlow::Continue(*rows));
    /// ```
    pub fn stream<F>(shape: StreamShape, deliver: F) -> Result<Dataset<'a>>
    where
        F: FnMut(&mut StreamRows<'_>) -> ControlFlow<i32, usize> + Send + 'a,
    {
        let source = Box::into_raw(Box::new(Source { deliver, shape }));
        let StreamShape { rows, features, outputs, class_count, window } = shape;
        let dataset = Dataset::create(|out| unsafe {
            let (read, destroy) = (Some(read::<F> as _), Some(destroy::<F> as _));
            let user = source.cast();
            sys::glia_dataset_stream_callback(out, rows, features, outputs, class_count, window, read, user, destroy)
        });
        if dataset.is_err() {
            drop(unsafe { Box::from_raw(source) }); // glia has not taken it
        }
        dataset
    }

    /// The number with which the closure of a stream stopped last; 0 where it did not.
    pub fn callback_result(&self) -> i32 {
        unsafe { sys::glia_dataset_callback_result(self.raw.get()) }
    }
}

unsafe extern "C" fn destroy<F>(user: *mut c_void) {
    panics::guard_drop(Box::from_raw(user.cast::<Source<F>>()));
}

unsafe extern "C" fn read<F>(
    first: usize,
    capacity: usize,
    x: *mut f32,
    targets: *mut f32,
    classes: *mut i32,
    delivered: *mut usize,
    user: *mut c_void,
) -> i32
where
    F: FnMut(&mut StreamRows<'_>) -> ControlFlow<i32, usize>,
{
    let source = &mut *user.cast::<Source<F>>();
    let StreamShape { features, outputs, class_count, .. } = source.shape;
    panics::guard(STOPPED_BY_PANIC, || {
        let mut rows = StreamRows {
            first,
            capacity,
            x: slice(x, capacity * features),
            targets: slice(targets, capacity * outputs),
            classes: slice(classes, if class_count > 0 { capacity } else { 0 }),
        };
        match (source.deliver)(&mut rows) {
            ControlFlow::Continue(count) => {
                *delivered = count;
                0
            }
            ControlFlow::Break(code) => code + i32::from(code == 0),
        }
    })
}

/// Memory of glia's, filled so that a closure may read it.
unsafe fn slice<'a, T: Copy + Default>(start: *mut T, length: usize) -> &'a mut [T] {
    if start.is_null() || length == 0 {
        return &mut [];
    }
    for i in 0..length {
        start.add(i).write(T::default());
    }
    std::slice::from_raw_parts_mut(start, length)
}
