//! Panics of closures that glia calls. They must not leave through C, so they are caught there, and resumed when the
//! call of glia that led to them has returned.
use glia_sys as sys;
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::panic::{catch_unwind, resume_unwind, AssertUnwindSafe};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Mutex;

type Payload = Box<dyn Any + Send>;

thread_local! {
    /// Calls of glia that this thread is in: 0 on a thread of glia's own.
    static DEPTH: Cell<usize> = const { Cell::new(0) };
    /// Whether a closure has panicked on this thread since the last call returned.
    static PANICKED: Cell<bool> = const { Cell::new(false) };
    static PANIC: RefCell<Option<Payload>> = const { RefCell::new(None) };
}

/// Panics on threads of glia's own, each with the number of the thread whose call these work for.
static OF_WORKERS: Mutex<Vec<(u64, Payload)>> = Mutex::new(Vec::new());
/// How many these are: hardly ever any.
static COUNT_OF_WORKERS: AtomicUsize = AtomicUsize::new(0);

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
    } else {
        keep_of_worker(payload);
    }
    PANICKED.with(|panicked| panicked.set(true));
}

/// Of one call, the first is kept.
fn keep_of_worker(payload: Payload) {
    let caller = calling_thread();
    if let Ok(mut kept) = OF_WORKERS.lock() {
        if kept.iter().all(|(of, _)| *of != caller) {
            kept.push((caller, payload));
            COUNT_OF_WORKERS.store(kept.len(), Ordering::Release);
        }
    }
}

/// What was kept for the call that this thread has made.
fn take_of_workers() -> Option<Payload> {
    let caller = calling_thread();
    let mut kept = OF_WORKERS.lock().ok()?;
    let place = kept.iter().position(|(of, _)| *of == caller)?;
    let (_, payload) = kept.swap_remove(place);
    COUNT_OF_WORKERS.store(kept.len(), Ordering::Release);
    Some(payload)
}

fn calling_thread() -> u64 {
    unsafe { sys::glia_calling_thread() }
}

/// Makes a call of glia, and resumes the panic of a closure that it ran, on this thread or on one that worked for it.
#[inline]
pub(crate) fn resuming<R>(call: impl FnOnce() -> R) -> R {
    DEPTH.with(|depth| depth.set(depth.get() + 1));
    let result = call(); // never unwinds
    DEPTH.with(|depth| depth.set(depth.get() - 1));
    if PANICKED.with(Cell::get) || COUNT_OF_WORKERS.load(Ordering::Acquire) != 0 {
        resume();
    }
    result
}

#[cold]
fn resume() {
    PANICKED.with(|panicked| panicked.set(false));
    // Both are taken: nothing is left for the next call.
    let (here, of_worker) = (PANIC.with(|slot| slot.borrow_mut().take()), take_of_workers());
    match here.or(of_worker) {
        // A second panic while one unwinds would abort the process: it happens where a handle is dropped by the first.
        Some(payload) if !std::thread::panicking() => resume_unwind(payload),
        _ => {}
    }
}
