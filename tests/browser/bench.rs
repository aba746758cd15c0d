//! A running site, a running browser, and what both are asked. Everything stays on this machine and ends with the test.

use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, Weak};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::common::capabilities::desiredcapabilities::PageLoadStrategy;
use thirtyfour::prelude::*;

use super::wire::Wire;

/// The instant at which every browser test looks at the site: a Tuesday on which nothing is overdue.
pub const NOW: &str = "2026-11-24T10:00:00Z";

/// A browser in front of the site, with nothing shared with other tests but the site and the driver's program.
pub struct Bench {
    pub driver: WebDriver,
    pub base: String,
    pub wire: Wire,
    _programs: Arc<Programs>,
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

/// The site and the driver. They start with the first test that needs them and end with the last that holds them.
pub struct Programs {
    /// "127.0.0.1:8080".
    pub site_host: String,
    driver_port: u16,
    site: Child,
    chromedriver: Child,
}

static RUNNING: Mutex<Weak<Programs>> = Mutex::new(Weak::new());

impl Programs {
    pub fn running() -> Arc<Self> {
        let mut running = RUNNING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        running.upgrade().unwrap_or_else(|| {
            let programs = Arc::new(Self::start(&[]));
            *running = Arc::downgrade(&programs);
            programs
        })
    }

    fn start(arguments: &[&str]) -> Self {
        let mut site = Command::new(env!("CARGO_BIN_EXE_waymark"))
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(arguments)
            .env("WAYMARK_NOW", NOW)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let line = first_line(&mut site, "http://");
        let site_host = line.split("http://").nth(1).unwrap().split_whitespace().next().unwrap().trim_end_matches('/').to_owned();
        let driver_port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut chromedriver = Command::new("chromedriver")
            .arg(format!("--port={driver_port}"))
            .stdout(Stdio::piped())
            .process_group(0)
            .spawn()
            .unwrap();
        first_line(&mut chromedriver, "started successfully");
        Self { site_host, driver_port, site, chromedriver }
    }
}

impl Drop for Programs {
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

fn first_line(child: &mut Child, holding: &str) -> String {
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let line = lines.by_ref().map(Result::unwrap).find(|line| line.contains(holding)).expect("the program starts");
    // Keep reading, so that the program never waits for somebody to.
    std::thread::spawn(move || lines.for_each(drop));
    line
}

impl Bench {
    pub async fn start(width: u32, height: u32) -> Self {
        Self::before(Programs::running(), width, height).await
    }

    /// A site of its own, with more arguments for `waymark serve`.
    pub async fn serving(width: u32, height: u32, arguments: &[&str]) -> Self {
        Self::before(Arc::new(Programs::start(arguments)), width, height).await
    }

    async fn before(programs: Arc<Programs>, width: u32, height: u32) -> Self {
        let wire = Wire::start(&programs.site_host);
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
            "--disable-default-apps",
            "--disable-sync",
            // Every request goes over the wire that writes them down, to this machine's own addresses too.
            &format!("--proxy-server=http://{}", wire.address),
            "--proxy-bypass-list=<-loopback>",
            &format!("--window-size={width},{height}"),
            &format!("--user-data-dir={}", profile.path().display()),
        ] {
            wishes.add_arg(argument).unwrap();
        }
        // The driver must not wait for a page that is slow on purpose: after each command it would wait for the exit to load.
        wishes.set_page_load_strategy(PageLoadStrategy::None).unwrap();
        let driver = WebDriver::new(format!("http://127.0.0.1:{}", programs.driver_port), wishes).await.unwrap();
        let base = format!("http://{}", programs.site_host);
        let bench = Self { driver, base, wire, _programs: programs, _profile: profile };
        bench.screen(width, height).await;
        bench
    }

    /// Leaves what the browser opened by itself, which with Debian's is a page of a search engine, and waits until it asks for nothing.
    pub async fn settle(&self) {
        self.open("/health/live").await;
        let most = Instant::now() + Duration::from_secs(10);
        while !self.wire.is_silent_for(Duration::from_secs(1)).await && Instant::now() < most {}
    }

    /// Opens a page of the site and waits until it has loaded.
    pub async fn open(&self, path: &str) {
        let before = self.ask("return performance.timeOrigin").await;
        self.driver.goto(format!("{}{path}", self.base)).await.unwrap();
        // The address too: a browser that has just started may still be loading its own blank page.
        let (base, page) = (&self.base, path.split('#').next().unwrap_or_default());
        let loaded = format!(
            "return performance.timeOrigin !== {before} && document.readyState === 'complete' && location.href.split('#')[0] === '{base}{page}'"
        );
        self.until(&loaded, "the page loads").await;
    }

    /// What a script gives, promises kept.
    pub async fn ask(&self, script: &str) -> Value {
        self.driver.execute(script, Vec::new()).await.unwrap_or_else(|error| panic!("{script}: {error}")).json().clone()
    }

    /// Asks again until the answer is true. A page that is on its way in or out cannot answer, and is asked again.
    pub async fn until(&self, script: &str, what: &str) {
        let patience = Instant::now();
        loop {
            let answer = self.driver.execute(script, Vec::new()).await.map(|answer| answer.json().clone());
            if answer.as_ref().is_ok_and(|answer| answer == &Value::Bool(true)) {
                return;
            }
            assert!(patience.elapsed() < Duration::from_secs(20), "waited 20 seconds: {what}; at last {answer:?}");
            pause(20).await;
        }
    }

    /// Sends a command of the browser's own protocol for developer tools.
    pub async fn cdp(&self, command: &str, parameters: Value) -> Value {
        self.driver.cdp().send_raw(command, parameters).await.unwrap()
    }

    /// Lays pages out for a screen of this size in CSS pixels. Zoom is the same thing: 1280 by 1024 at 400 % is 320 by 256.
    pub async fn screen(&self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.cdp("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// Sets what the reader asked of their device: `prefers-color-scheme` and the like, and the medium ("print" or "").
    pub async fn media(&self, medium: &str, features: &[(&str, &str)]) {
        let features: Vec<Value> = features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        self.cdp("Emulation.setEmulatedMedia", json!({ "media": medium, "features": features })).await;
    }

    pub async fn scripts_off(&self) {
        self.cdp("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
    }

    /// Presses and lets go of keys, one after another, as a keyboard does: Shift, Tab or the space bar.
    pub async fn press(&self, keys: &[Key]) {
        for key in keys {
            let (name, code, number, text) = match key {
                Key::Shift => ("Shift", "ShiftLeft", 16, ""),
                Key::Tab => ("Tab", "Tab", 9, ""),
                Key::Space => (" ", "Space", 32, " "),
                other => panic!("no key {other:?} on this keyboard"),
            };
            for event in ["keyDown", "keyUp"] {
                let held = if name == "Shift" && event == "keyDown" { 8 } else { 0 };
                let text = if event == "keyDown" { text } else { "" };
                let press = json!({
                    "type": event, "key": name, "code": code, "windowsVirtualKeyCode": number, "modifiers": held, "text": text
                });
                self.cdp("Input.dispatchKeyEvent", press).await;
            }
        }
    }

    /// Ends the browser well; a test that fails before this ends it by force.
    pub async fn stop(self) {
        let _ = self.driver.clone().quit().await;
    }
}

pub async fn pause(milliseconds: u64) {
    tokio::time::sleep(Duration::from_millis(milliseconds)).await;
}
