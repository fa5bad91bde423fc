//! Objects of glia, each destroyed once.
use crate::error::check;
use crate::{panics, system, Result};
use glia_sys as sys;
use std::ptr::{null_mut, NonNull};

pub(crate) trait Native {
    unsafe fn destroy(object: *mut Self);
}

macro_rules! native {
    ($($object:ident: $destroy:ident,)*) => {$(
        impl Native for sys::$object {
            unsafe fn destroy(object: *mut Self) {
                sys::$destroy(object)
            }
        }
    )*};
}

native! {
    glia_model: glia_model_destroy,
    glia_session: glia_session_destroy,
    glia_dataset: glia_dataset_destroy,
    glia_data_options: glia_data_options_destroy,
    glia_trainer: glia_trainer_destroy,
    glia_metric: glia_metric_destroy,
    glia_cross_validation: glia_cross_validation_destroy,
    glia_gradient_report: glia_gradient_report_destroy,
}

/// An object of glia. What threads may do with it is said by the type that holds it.
pub(crate) struct Handle<T: Native>(NonNull<T>);

impl<T: Native> Handle<T> {
    /// Takes what a function puts into `out`.
    pub(crate) fn create(function: impl FnOnce(*mut *mut T) -> sys::glia_status) -> Result<Handle<T>> {
        system::check_version()?;
        let (status, object) = panics::resuming(|| {
            let mut out = null_mut();
            let status = function(&mut out);
            (status, Handle::adopt(out)) // a panic that is resumed drops it
        });
        check(status)?;
        Ok(object.expect("glia gives an object with GLIA_OK"))
    }

    /// Takes two at once.
    pub(crate) fn create_two(
        function: impl FnOnce(*mut *mut T, *mut *mut T) -> sys::glia_status,
    ) -> Result<(Handle<T>, Handle<T>)> {
        system::check_version()?;
        let (status, objects) = panics::resuming(|| {
            let (mut first, mut second) = (null_mut(), null_mut());
            let status = function(&mut first, &mut second);
            (status, (Handle::adopt(first), Handle::adopt(second)))
        });
        check(status)?;
        match objects {
            (Some(first), Some(second)) => Ok((first, second)),
            _ => unreachable!("glia gives both objects with GLIA_OK"),
        }
    }

    /// Takes an object that a function has given, or not.
    pub(crate) fn adopt(object: *mut T) -> Option<Handle<T>> {
        NonNull::new(object).map(Handle)
    }

    #[inline]
    pub(crate) fn get(&self) -> *const T {
        self.0.as_ptr()
    }

    #[inline]
    pub(crate) fn get_mut(&mut self) -> *mut T {
        self.0.as_ptr()
    }
}

impl<T: Native> Drop for Handle<T> {
    fn drop(&mut self) {
        panics::resuming(|| unsafe { T::destroy(self.0.as_ptr()) });
    }
}
