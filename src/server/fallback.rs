//! Addresses at which no page stands ready: moved, misspelt, withdrawn or unknown; and methods that an address does not take.

use axum::extract::State;
use http::{Method, StatusCode, Uri};

use super::app_state::AppState;
use super::path::{Lookup, look_up};
use super::refusal::Refusal;
use super::reply::Reply;
use super::respond;
use crate::snapshot::{Snapshot, policy};

const READ: &str = "GET, HEAD, OPTIONS";
const READ_OR_SEND: &str = "GET, HEAD, OPTIONS, POST";

/// The short addresses of posters and letters.
pub(super) async fn go(state: State<AppState>, method: Method, uri: Uri) -> Result<Reply, Refusal> {
    find(state, method, uri).await
}

/// What no route names.
pub(super) async fn find(State(app): State<AppState>, method: Method, uri: Uri) -> Result<Reply, Refusal> {
    let snapshot = app.site.snapshot();
    match look_up(&snapshot, uri.path(), uri.query()) {
        Lookup::Resource(_) => take(&snapshot, &method, uri.path()),
        Lookup::Elsewhere(status, location) => Ok(respond::moved(&snapshot, status, location)),
        Lookup::Gone => Err(Refusal::of(StatusCode::GONE)),
        Lookup::Nothing if is_without_address(&method, uri.path()) => take(&snapshot, &method, uri.path()),
        Lookup::Nothing => Err(Refusal::of(StatusCode::NOT_FOUND)),
    }
}

/// `OPTIONS *` asks about the server as a whole; CONNECT asks for a tunnel.
fn is_without_address(method: &Method, path: &str) -> bool {
    path == "*" || method == Method::CONNECT
}

/// A method that the route at this address does not name.
pub(super) async fn other_method(State(app): State<AppState>, method: Method, uri: Uri) -> Result<Reply, Refusal> {
    take(&app.site.snapshot(), &method, uri.path())
}

/// Any method but those that are answered with a page or taken by a form.
fn take(snapshot: &Snapshot, method: &Method, path: &str) -> Result<Reply, Refusal> {
    let allowed = methods_at(path);
    match *method {
        Method::OPTIONS if is_open_to_other_sites(snapshot, path) => Ok(respond::options_of_open_data(snapshot, allowed)),
        Method::OPTIONS => Ok(respond::options(snapshot, allowed)),
        // A form whose page is not part of this copy.
        Method::GET | Method::HEAD => Err(Refusal::of(StatusCode::NOT_FOUND)),
        _ => Err(Refusal::method(allowed)),
    }
}

fn methods_at(path: &str) -> &'static str {
    if matches!(path, "/search" | "/schools/check-your-page" | "*") { READ_OR_SEND } else { READ }
}

fn is_open_to_other_sites(snapshot: &Snapshot, path: &str) -> bool {
    match look_up(snapshot, path, None) {
        Lookup::Resource(resource) => policy::open_to_other_sites(resource.policy),
        _ => snapshot.open_data().is_some_and(|data| data.template(path).is_some()),
    }
}
