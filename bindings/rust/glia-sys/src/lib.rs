//! The C interface of [glia](../glia/index.html), as `include/glia` declares it.
//!
//! What each function does, which arguments it takes and which status it returns is written in the headers. Names are
//! the C ones. Most programs want the crate `glia`, which is safe to use.
#![allow(non_camel_case_types)]

/// Declares structs that are known by pointer alone. They are neither `Send` nor `Sync` nor `Unpin`: what threads may
/// do with them is said by the safe types around them.
macro_rules! opaque {
    ($($name:ident)*) => {$(
        #[repr(C)]
        pub struct $name {
            _data: [u8; 0],
            _marker: core::marker::PhantomData<(*mut u8, core::marker::PhantomPinned)>,
        }
    )*};
}

mod base;
mod data;
mod metrics;
mod model;
mod plugin;
mod training;

pub use base::*;
pub use data::*;
pub use metrics::*;
pub use model::*;
pub use plugin::*;
pub use training::*;
