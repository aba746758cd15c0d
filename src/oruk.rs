//! The services as Open Referral UK data (HSDS-UK 3.0), for councils, directories and anyone who lists help.
//!
//! Takes a [`Site`](crate::site::Site) and the moment it is published for. Gives a [`Register`]: every record written out once, in each
//! of the forms the standard has, and found by a path and a query. It knows the standard and nothing of HTTP, sockets or pages.
//!
//! Two feeds stand side by side: `/oruk/v3` holds every shown service, and `/oruk/help-seeking/v3` only those that people turn to about
//! themselves or someone close. In both, those services carry the same mark, so that a general directory can leave them out.
//!
//! Reading order: [`endpoints`] is the table of what can be asked; `model` is the standard; `records` turns a site into it; `query`
//! reads a question; [`Register::answer`] answers it.

mod audience;
mod collect;
mod describe;
pub mod endpoints;
mod hours;
mod ids;
mod model;
mod query;
mod records;
mod register;
mod words;

pub use query::Format;
pub use register::{AnswerStatus, Register, RegisterAnswer};
