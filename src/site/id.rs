//! Names of things: cheap to clone, and one type a kind so that they cannot be mixed up.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident,)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Only `site::assemble` makes names, after checking that what they name exists.
            pub(super) fn new(text: impl Into<Arc<str>>) -> Self {
                Self(text.into())
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// A service's slug: `childline`.
    ServiceId,
    /// An area's file name: `essex`.
    AreaId,
    /// A role's name: `school-dsl`.
    RoleId,
    /// A question or outcome: `q1`, `o4`.
    NodeId,
    /// A need services are grouped under: `own-thoughts`.
    NeedId,
    /// A page's address: `/shared-images`.
    PagePath,
    /// The last part of a short address: `parents`.
    LinkId,
}
