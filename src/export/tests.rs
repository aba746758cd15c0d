//! What an export promises, on a small site and a real folder.
use super::*;
