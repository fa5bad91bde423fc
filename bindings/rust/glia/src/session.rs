use crate::exchange::{call, expect_length};
use crate::handle::Handle;
use crate::{Model, Result};
use glia_sys as sys;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

/// One thread's workspace for one model: it predicts without asking for memory, and waits for no other thread.
///
/// A session borrows its model, which therefore cannot be changed while the session lives. [`Session::shared`] holds a
/// share of it instead, and may go where a borrow cannot:
///
/// ```
/// # fn main() -> glia::Result<()> {
/// # let mut model = glia::Model::new(4)?;
/// # model.add_dense(3, "softmax")?.initialize("auto", 1)?;
/// let model = std::sync::Arc::new(model);
/// let threads: Vec<_> = (0..4)
///     .map(|_| {
///         let mut session = glia::Session::shared(model.clone(), 1)?;
///         Ok(std::thread::spawn(move || session.predict(&[1.0, 2.0, 3.0, 4.0]).map(<[f32]>::to_vec)))
///     })
///     .collect::<glia::Result<_>>()?;
/// for thread in threads {
///     assert_eq!(thread.join().unwrap()?, model.predict(&[1.0, 2.0, 3.0, 4.0])?);
/// }
/// # Ok(())
/// # }
/// ```
///
/// It may move to another thread, but serves one at a time:
///
/// ```compile_fail,E0277
/// fn shared<T: Sync>() {}
/// shared::<glia::Session<'static>>();
/// ```
///
/// ```compile_fail,E0502
/// let mut model = glia::Model::new(4).unwrap();
/// let session = glia::Session::new(&model, 1).unwrap();
/// model.initialize("auto", 1).unwrap(); // the model is borrowed
/// drop(session);
/// ```
pub struct Session<'model> {
    raw: Handle<sys::glia_session>,
    inputs: usize,
    outputs: usize,
    max_rows: usize,
    y: Vec<f32>,
    _model: PhantomData<&'model Model>,
    _share: Option<Arc<Model>>,
}

// Safety: a session depends on no thread, and what it reads of the model is safe to read by many.
unsafe impl Send for Session<'_> {}

impl<'model> Session<'model> {
    /// A workspace for up to `max_rows` rows a call.
    pub fn new(model: &'model Model, max_rows: usize) -> Result<Session<'model>> {
        Session::create(model, max_rows, None)
    }

    fn create(model: &Model, max_rows: usize, share: Option<Arc<Model>>) -> Result<Session<'model>> {
        let raw = Handle::create(|out| unsafe { sys::glia_session_create(out, model.raw.get(), max_rows) })?;
        let (inputs, outputs) = (model.inputs(), model.outputs());
        let y = vec![0.0; max_rows * outputs];
        Ok(Session { raw, inputs, outputs, max_rows, y, _model: PhantomData, _share: share })
    }

    /// The most rows of a call.
    pub fn max_rows(&self) -> usize {
        self.max_rows
    }

    /// The outputs for each row of `x`, in memory of the session.
    pub fn predict(&mut self, x: &[f32]) -> Result<&[f32]> {
        let rows = self.rows_of(x)?;
        let (raw, y) = (self.raw.get_mut(), self.y.as_mut_ptr());
        call(|| unsafe { sys::glia_session_predict(raw, x.as_ptr(), rows, y) })?; // refuses more rows than y is for
        Ok(&self.y[..rows * self.outputs])
    }

    /// The same into an array of yours: rows x outputs.
    pub fn predict_into(&mut self, x: &[f32], y: &mut [f32]) -> Result<()> {
        let rows = self.rows_of(x)?;
        expect_length("y", y.len(), rows, self.outputs)?;
        call(|| unsafe { sys::glia_session_predict(self.raw.get_mut(), x.as_ptr(), rows, y.as_mut_ptr()) })
    }

    fn rows_of(&self, x: &[f32]) -> Result<usize> {
        if x.len() == self.inputs {
            return Ok(1); // without a division
        }
        crate::exchange::rows_of("x", x.len(), self.inputs)
    }
}

impl Session<'static> {
    /// A workspace that holds a share of its model.
    pub fn shared(model: Arc<Model>, max_rows: usize) -> Result<Session<'static>> {
        let share = model.clone();
        Session::create(&model, max_rows, Some(share))
    }
}

impl fmt::Debug for Session<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Session")
            .field("inputs", &self.inputs)
            .field("outputs", &self.outputs)
            .field("max_rows", &self.max_rows)
            .finish()
    }
}
