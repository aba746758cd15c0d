//! A running site, a running browser, and what both are asked. Everything stays on this machine and ends with the test.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, LazyLock, Mutex, OnceLock, Weak};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::common::requestdata::RequestData;
use thirtyfour::prelude::*;
use thirtyfour::{Capabilities, SessionId};

use super::engine::{Driver, Engine, Settings, USUAL};
use super::wire::Wire;

/// The instant at which every browser test looks at the site: a Tuesday on which nothing is overdue.
pub const NOW: &str = "2026-12-01T10:00:00Z";

/// A browser in front of the site, with nothing shared with tests that run at the same time but the site and Chromium's driver.
pub struct Bench {
    pub engine: Engine,
    pub driver: WebDriver,
    pub base: String,
    pub wire: Wire,
    settings: Settings,
    programs: Arc<Programs>,
    /// The drivers of Firefox and `WebKit` hold one browser each.
    own: Option<Driver>,
    profile: tempfile::TempDir,
}

/// A browser of Firefox or `WebKit` that a test is done with: the next one takes a new tab in it. To start one takes seconds.
struct Idle {
    engine: Engine,
    settings: Settings,
    driver: WebDriver,
    wire: Wire,
    own: Driver,
    profile: tempfile::TempDir,
}

/// Runs a test in an engine. A browser that several tests take in turn is asked from one place.
pub fn run(test: impl Future<Output = ()>) {
    static RUNTIME: LazyLock<tokio::runtime::Runtime> = LazyLock::new(|| tokio::runtime::Runtime::new().unwrap());
    RUNTIME.block_on(test);
}

/// Browser tests need a browser; without `WAYMARK_BROWSER` they say that they were skipped.
pub fn wanted() -> bool {
    Engine::Chromium.is_here()
}

/// The site, Chromium's driver and idle browsers. They start with the first test that needs them and end with the last that holds them.
pub struct Programs {
    /// "127.0.0.1:8080".
    pub site_host: String,
    site: Child,
    chromedriver: OnceLock<Driver>,
    idle: Mutex<Vec<Idle>>,
}

static RUNNING: Mutex<Weak<Programs>> = Mutex::new(Weak::new());

impl Programs {
    pub fn running() -> Arc<Self> {
        let mut running = RUNNING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        running.upgrade().unwrap_or_else(|| {
            let programs = Arc::new(Self::start(NOW, &[]));
            *running = Arc::downgrade(&programs);
            programs
        })
    }

    fn start(now: &str, arguments: &[&str]) -> Self {
        let mut site = Command::new(env!("CARGO_BIN_EXE_waymark"))
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(arguments)
            .env("WAYMARK_NOW", now)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let line = first_line(&mut site, "http://");
        let site_host = line.split("http://").nth(1).unwrap().split_whitespace().next().unwrap().trim_end_matches('/').to_owned();
        Self { site_host, site, chromedriver: OnceLock::new(), idle: Mutex::default() }
    }

    fn take_idle(&self, engine: Engine, settings: Settings) -> Option<Idle> {
        let mut idle = self.idle.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let at = idle.iter().position(|one| one.engine == engine && one.settings == settings)?;
        Some(idle.swap_remove(at))
    }
}

impl Drop for Programs {
    fn drop(&mut self) {
        let _ = self.site.kill();
        let _ = self.site.wait();
    }
}

pub fn first_line(child: &mut Child, holding: &str) -> String {
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let line = lines.by_ref().map(Result::unwrap).find(|line| line.contains(holding)).expect("the program starts");
    // Keep reading, so that the program never waits for somebody to.
    std::thread::spawn(move || lines.for_each(drop));
    line
}

impl Bench {
    /// Chromium, in which the tests run that look at every page, or that need its protocol for developer tools.
    pub async fn start(width: u32, height: u32) -> Self {
        Self::before(Programs::running(), Engine::Chromium, (width, height), USUAL).await
    }

    /// The browser that was asked for, or nothing where it is not here.
    pub async fn of(engine: Engine, width: u32, height: u32) -> Option<Self> {
        Self::set(engine, width, height, USUAL).await
    }

    /// The same with scripts turned off, as a reader turns them off.
    pub async fn without_scripts(engine: Engine, width: u32, height: u32) -> Option<Self> {
        Self::set(engine, width, height, Settings { scripts: false, ..USUAL }).await
    }

    /// The same with a reader's own settings.
    pub async fn set(engine: Engine, width: u32, height: u32, settings: Settings) -> Option<Self> {
        if engine.is_here() { Some(Self::before(Programs::running(), engine, (width, height), settings).await) } else { None }
    }

    /// A site of its own, with more arguments for `waymark serve`.
    pub async fn serving(width: u32, height: u32, arguments: &[&str]) -> Self {
        Self::before(Arc::new(Programs::start(NOW, arguments)), Engine::Chromium, (width, height), USUAL).await
    }

    /// A site of its own, as it is at another instant.
    pub async fn at(now: &str, width: u32, height: u32) -> Self {
        Self::before(Arc::new(Programs::start(now, &[])), Engine::Chromium, (width, height), USUAL).await
    }

    async fn before(programs: Arc<Programs>, engine: Engine, size: (u32, u32), settings: Settings) -> Self {
        let bench = match programs.take_idle(engine, settings) {
            Some(idle) => Self::in_a_new_tab(programs, idle).await,
            None => Self::in_a_new_browser(programs, engine, size, settings).await,
        };
        bench.screen(size.0, size.1).await;
        if engine == Engine::Chromium && !settings.scripts {
            bench.cdp("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
        }
        bench
    }

    async fn in_a_new_browser(programs: Arc<Programs>, engine: Engine, size: (u32, u32), settings: Settings) -> Self {
        let wire = Wire::start(&programs.site_host);
        let profile = tempfile::tempdir().unwrap();
        let own = (engine != Engine::Chromium).then(|| Driver::start(engine, profile.path()));
        let port = own
            .as_ref()
            .map_or_else(|| programs.chromedriver.get_or_init(|| Driver::start(engine, profile.path())).port, |own| own.port);
        let Value::Object(wishes) = engine.wishes(&wire.address, size, profile.path(), settings) else { unreachable!() };
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), Capabilities::from(wishes)).await.unwrap();
        if own.is_some() {
            // It ends with its driver, and nobody needs to ask it to.
            driver.clone().leak().unwrap();
        }
        let base = format!("http://{}", programs.site_host);
        Self { engine, driver, base, wire, settings, programs, own, profile }
    }

    /// With a history of its own, as a new browser has it, and nothing left of the test before.
    async fn in_a_new_tab(programs: Arc<Programs>, idle: Idle) -> Self {
        let Idle { engine, settings, driver, wire, own, profile } = idle;
        wire.forget();
        let before = driver.windows().await.unwrap();
        let tab = driver.new_tab().await.unwrap();
        for window in before {
            driver.switch_to_window(window).await.unwrap();
            driver.close_window().await.unwrap();
        }
        driver.switch_to_window(tab).await.unwrap();
        wire.forget();
        let base = format!("http://{}", programs.site_host);
        Self { engine, driver, base, wire, settings, programs, own: Some(own), profile }
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
            // WebKit's driver loses the answer of a script whose page goes while it runs: it is asked anew, not waited for.
            let asked = tokio::time::timeout(Duration::from_secs(5), self.driver.execute(script, Vec::new())).await;
            let answer = asked.map(|answer| answer.map(|answer| answer.json().clone()));
            if matches!(answer, Ok(Ok(Value::Bool(true)))) {
                return;
            }
            assert!(patience.elapsed() < Duration::from_mins(1), "waited a minute: {what}; at last {answer:?}");
            pause(20).await;
        }
    }

    /// Sends a command of the browser's own protocol for developer tools.
    pub async fn cdp(&self, command: &str, parameters: Value) -> Value {
        self.driver.cdp().send_raw(command, parameters).await.unwrap()
    }

    /// Lays pages out for a screen of this size in CSS pixels. Zoom is the same thing: 1280 by 1024 at 400 % is 320 by 256.
    /// The windows of the two other engines are as near to it as they can be: none is narrower than about 450 pixels.
    pub async fn screen(&self, width: u32, height: u32) {
        if self.engine == Engine::Chromium {
            let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
            self.cdp("Emulation.setDeviceMetricsOverride", size).await;
            return;
        }
        self.driver.set_window_rect(0, 0, width, height).await.unwrap();
        let inside = self.ask("return [innerWidth, innerHeight]").await;
        let missing = |at: usize, wanted: u32| wanted.saturating_sub(u32::try_from(inside[at].as_u64().unwrap()).unwrap());
        self.driver.set_window_rect(0, 0, width + missing(0, width), height + missing(1, height)).await.unwrap();
    }

    /// The words in the browser's tab, as a person looking over a shoulder reads them: nothing is trimmed.
    pub async fn tab(&self) -> String {
        match self.engine {
            // The browser itself answers, at once: its driver waits for the page that is on its way.
            Engine::Chromium => {
                let wishes = self.driver.capabilities().get("goog:chromeOptions").unwrap();
                let list = format!("http://{}/json/list", wishes["debuggerAddress"].as_str().unwrap());
                let tabs = tokio::task::spawn_blocking(move || ureq::get(&list).call().unwrap().body_mut().read_to_string());
                let tabs: Value = serde_json::from_str(&tabs.await.unwrap().unwrap()).unwrap();
                let tab = tabs.as_array().unwrap().iter().find(|tab| tab["type"] == "page").unwrap();
                tab["title"].as_str().unwrap().to_owned()
            }
            Engine::Firefox => {
                self.driver.cmd(Context("chrome")).await.unwrap();
                let label = self.ask("return gBrowser.selectedTab.label").await;
                self.driver.cmd(Context("content")).await.unwrap();
                label.as_str().unwrap().to_owned()
            }
            // Its window shows the title as it is, and the address if there is none.
            Engine::WebKit => self.driver.title().await.unwrap(),
        }
    }

    /// Sets what the reader asked of their device: `prefers-color-scheme` and the like, and the medium ("print" or "").
    pub async fn media(&self, medium: &str, features: &[(&str, &str)]) {
        let features: Vec<Value> = features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        self.cdp("Emulation.setEmulatedMedia", json!({ "media": medium, "features": features })).await;
    }

    /// Presses and lets go of keys, one after another, as a keyboard does: Shift, Tab or the space bar.
    pub async fn press(&self, keys: &[Key]) {
        if self.engine != Engine::Chromium {
            let pressed =
                keys.iter().fold(self.driver.action_chain(), |chain, key| chain.key_down(key.clone()).key_up(key.clone()));
            // A page that leaves on the last of them takes the driver's answer with it; what came of it the test asks.
            let _ = pressed.perform().await;
            return;
        }
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

    /// Ends the browser well, or leaves it to the next test; a test that fails before this ends it by force.
    pub async fn stop(self) {
        let Self { engine, driver, wire, settings, programs, own, profile, .. } = self;
        match own {
            Some(own) => {
                let mut idle = programs.idle.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                idle.push(Idle { engine, settings, driver, wire, own, profile });
            }
            None => drop(driver.quit().await),
        }
    }
}

/// A command of Firefox's driver alone: whether scripts run in the page or in the browser around it.
#[derive(Debug)]
struct Context(&'static str);

impl FormatRequestData for Context {
    fn format_request(&self, session_id: &SessionId) -> RequestData {
        RequestData::new(http::Method::POST, format!("/session/{session_id}/moz/context")).add_body(json!({ "context": self.0 }))
    }
}

pub async fn pause(milliseconds: u64) {
    tokio::time::sleep(Duration::from_millis(milliseconds)).await;
}
