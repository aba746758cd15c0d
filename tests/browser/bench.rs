//! A running site, a running browser, and what both are asked. Everything stays on loopback and ends with the test.

use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};
use thirtyfour::extensions::cdp::ChromeDevTools;
use thirtyfour::prelude::*;

pub struct Bench {
    pub driver: WebDriver,
    pub base: String,
    site: Child,
    chromedriver: Child,
    _profile: tempfile::TempDir,
}

/// Browser tests need a browser; without `WAYMARK_BROWSER` they say that they were skipped.
pub fn wanted() -> bool {
    let wanted = std::env::var_os("WAYMARK_BROWSER").is_some();
    if !wanted {
        eprintln!("skipped: set WAYMARK_BROWSER=1 to run tests in a real browser");
    }
    wanted
}

fn first_line(child: &mut Child, holding: &str) -> String {
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let line = lines.by_ref().map(Result::unwrap).find(|line| line.contains(holding)).expect("the program starts");
    // Keep reading, so that the program never waits for somebody to.
    std::thread::spawn(move || lines.for_each(drop));
    line
}

impl Bench {
    pub async fn start(width: u32, height: u32) -> Self {
        Self::serving(width, height, &[]).await
    }

    /// With more arguments for `waymark serve`.
    pub async fn serving(width: u32, height: u32, arguments: &[&str]) -> Self {
        let mut site = Command::new(env!("CARGO_BIN_EXE_waymark"))
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(arguments)
            .env("WAYMARK_NOW", "2026-11-24T10:00:00Z")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let base = first_line(&mut site, "http://").split_whitespace().next().unwrap().to_owned();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut chromedriver =
            Command::new("chromedriver").arg(format!("--port={port}")).stdout(Stdio::piped()).process_group(0).spawn().unwrap();
        first_line(&mut chromedriver, "started successfully");
        let profile = tempfile::tempdir().unwrap();
        let mut wishes = DesiredCapabilities::chrome();
        for argument in [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            // No name but loopback resolves: a request that leaves this machine fails, and is seen to fail.
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            &format!("--window-size={width},{height}"),
            &format!("--user-data-dir={}", profile.path().display()),
        ] {
            wishes.add_arg(argument).unwrap();
        }
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), wishes).await.unwrap();
        Self { driver, base, site, chromedriver, _profile: profile }
    }

    pub async fn open(&self, path: &str) {
        self.driver.goto(format!("{}{path}", self.base)).await.unwrap();
    }

    pub async fn ask(&self, script: &str) -> Value {
        self.driver.execute(script, Vec::new()).await.unwrap().json().clone()
    }

    pub async fn cdp(&self, command: &str, parameters: Value) -> Value {
        ChromeDevTools::new(self.driver.handle().clone()).execute_cdp_with_params(command, parameters).await.unwrap()
    }

    pub async fn scripts_off(&self) {
        self.cdp("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
    }

    /// Every page of the site, from its own sitemap, and some outcomes.
    pub async fn paths(&self) -> Vec<String> {
        let sitemap = fetch(&format!("{}/sitemap.xml", self.base)).await;
        let listed = sitemap.split("<loc>").skip(1).map(|rest| rest.split("</loc>").next().unwrap());
        let mut paths: Vec<String> = listed.map(|url| format!("/{}", url.splitn(4, '/').nth(3).unwrap_or_default())).collect();
        paths.extend(["/report/o1", "/report/o14", "/report/o19", "/nowhere"].map(str::to_owned));
        paths
    }

    /// Ends the browser well; a test that fails before this ends it by force.
    pub async fn stop(self) {
        let _ = self.driver.clone().quit().await;
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        // The driver's own children end with its process group.
        let group = format!("-{}", self.chromedriver.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
        for child in [&mut self.chromedriver, &mut self.site] {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Fetches a text over loopback, without a browser.
pub async fn fetch(url: &str) -> String {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let (host, path) = url.trim_start_matches("http://").split_once('/').unwrap();
    let mut stream = tokio::net::TcpStream::connect(host).await.unwrap();
    let request = format!("GET /{path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer.split_once("\r\n\r\n").unwrap().1.to_owned()
}
