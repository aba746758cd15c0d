//! The operator's figures on a loopback-only address of their own: an axum router with one address, `/metrics`.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use jiff::Timestamp;
use tokio::net::TcpListener;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

use super::live::Live;

/// The exposition format of Prometheus text.
const FORMAT: &str = "text/plain; version=0.0.4; charset=utf-8";
/// A scrape that takes longer is given up.
const MOST_TIME: Duration = Duration::from_secs(5);

/// The router of the figures.
pub fn router(site: Arc<Live>) -> Router {
    Router::new()
        .route("/metrics", get(metrics))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, MOST_TIME))
        .layer(CatchPanicLayer::new())
        .with_state(site)
}

/// Serves the figures until dropped.
///
/// # Errors
/// When the listener fails for good.
pub async fn run(listener: TcpListener, site: Arc<Live>) -> std::io::Result<()> {
    axum::serve(listener, router(site)).await
}

async fn metrics(State(site): State<Arc<Live>>) -> impl IntoResponse {
    let text = site.metrics.text(&site.snapshot(), Timestamp::now());
    ([(header::CONTENT_TYPE, FORMAT)], text)
}
