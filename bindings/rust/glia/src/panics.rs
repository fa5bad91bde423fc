//! Panics of closures that glia calls. They must not leave through C, so they are caught there, and resumed when the
//! call of glia that led to them has returned.
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::panic::{catch_unwind, resume_unwind, AssertUnwindSafe};
use std::sync::Mutex;

type Payload = Box<dyn Any + Send>;

thread_local! {
    /// Calls of glia that this thread is in: 0 on a thread of glia's own.
    static DEPTH: Cell<usize> = const { Cell::new(0) };
    /// Whether a closure has panicked on this thread since the last call returned.
    static PANICKED: Cell<bool> = const { Cell::new(false) };
    static PANIC: RefCell<Option<Payload>> = const { RefCell::new(None) };
}

/// A panic on a thread of glia's own, for the call that works with such threads.
static PANIC_OF_WORKER: Mutex<Option<Payload>> = Mutex::new(None);

/// Runs what glia asks of a closure; `fallback` stands for the result where it panics, or another one has.
pub(crate) fn guard<R>(fallback: R, closure: impl FnOnce() -> R) -> R {
    if PANICKED.with(Cell::get) {
        return fallback;
    }
    match catch_unwind(AssertUnwindSafe(closure)) {
        Ok(result) => result,
        Err(payload) => {
            keep(payload);
            fallback
        }
    }
}

/// Drops what glia no longer needs.
pub(crate) fn guard_drop<T>(value: T) {
    if let Err(payload) = catch_unwind(AssertUnwindSafe(|| drop(value))) {
        keep(payload);
    }
}

fn keep(payload: Payload) {
    if DEPTH.with(Cell::get) > 0 {
        PANIC.with(|slot| {
            slot.borrow_mut().get_or_insert(payload);
        });
    } else if let Ok(mut slot) = PANIC_OF_WORKER.lock() {
        slot.get_or_insert(payload);
    }
    PANICKED.with(|panicked| panicked.set(true));
}

/// Makes a call of glia, and resumes the panic of a closure that it ran on this thread.
#[inline]
pub(crate) fn resuming<R>(call: impl FnOnce() -> R) -> R {
    DEPTH.with(|depth| depth.set(depth.get() + 1));
    let result = call(); // never unwinds
    DEPTH.with(|depth| depth.set(depth.get() - 1));
    if PANICKED.with(Cell::get) {
        resume();
    }
    result
}

/// The same for a call that works with threads of glia's own.
pub(crate) fn resuming_of_workers<R>(call: impl FnOnce() -> R) -> R {
    let result = resuming(call);
    let of_worker = PANIC_OF_WORKER.lock().ok().and_then(|mut slot| slot.take());
    if let Some(payload) = of_worker {
        resume_unwind(payload);
    }
    result
}

#[cold]
fn resume() {
    PANICKED.with(|panicked| panicked.set(false));
    let payload = PANIC.with(|slot| slot.borrow_mut().take());
    match payload {
        // A second panic while one unwinds would abort the process: it happens where a handle is dropped by the first.
        Some(payload) if !std::thread::panicking() => resume_unwind(payload),
        _ => {}
    }
}
