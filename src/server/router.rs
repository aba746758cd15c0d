//! Every address that is not a ready-made page.
//!
//! The pages themselves are a look-up in the snapshot, and [`super::front_door`] makes it before it asks here. What no route names
//! comes to the fallback: addresses that have moved, that were misspelt, that were withdrawn, or that never were.

use axum::Router;
use axum::response::IntoResponse as _;
use axum::routing::{any, get, post};
use http::StatusCode;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::{RequestBodyDeadlineLayer, TimeoutLayer};

use super::app_state::AppState;
use super::refusal::Refusal;
use super::{fallback, forms, health, open_data};

/// Where the open data answers questions; each also with a slash and more behind it.
pub const OPEN_DATA: [&str; 2] = ["/oruk/v3", "/oruk/help-seeking/v3"];

/// The whole map of what is worked out when it is asked for.
pub(super) fn router(state: AppState) -> Router {
    let limits = state.limits.clone();
    Router::new()
        .route("/search", post(forms::search).layer(RequestBodyLimitLayer::new(limits.search_bytes)))
        .route("/schools/check-your-page", post(forms::check_page).layer(RequestBodyLimitLayer::new(limits.page_bytes)))
        .route("/go/{link}", any(fallback::go))
        .merge(open_data_routes())
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .fallback(fallback::find)
        .method_not_allowed_fallback(fallback::other_method)
        .layer(RequestBodyDeadlineLayer::new(limits.body_time))
        // The body, a free thread and the work have this long each.
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, limits.body_time * 3))
        .layer(CatchPanicLayer::custom(|_| Refusal::of(StatusCode::INTERNAL_SERVER_ERROR).into_response()))
        .with_state(state)
}

fn open_data_routes() -> Router<AppState> {
    OPEN_DATA.into_iter().fold(Router::new(), |router, base| {
        router
            .route(base, get(open_data::answer))
            .route(&format!("{base}/"), get(open_data::answer))
            .route(&format!("{base}/{{*question}}"), get(open_data::answer))
    })
}
