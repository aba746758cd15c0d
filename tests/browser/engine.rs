//! The engines that browsers are made of, each behind its own driver. One source of tests runs in all of them.

use std::net::TcpListener;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, Weak};

use serde_json::{Value, json};

use super::bench::first_line;

/// What draws a page and runs its scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Chrome, Edge, Samsung Internet and most others.
    Chromium,
    /// Firefox, and Tor Browser.
    Firefox,
    /// Safari, and every browser on an iPhone; here in the little browser that Debian's `WebKitGTK` brings.
    WebKit,
}

/// Names tests that take an [`Engine`], each of which then runs once in every engine.
macro_rules! in_each_engine {
    ($($test:ident),+ $(,)?) => {
        $crate::engine::in_engine!(chromium, Chromium, $($test),+);
        $crate::engine::in_engine!(firefox, Firefox, $($test),+);
        $crate::engine::in_engine!(webkit, WebKit, $($test),+);
    };
}
macro_rules! in_engine {
    ($module:ident, $engine:ident, $($test:ident),+) => {
        mod $module {
            $(
                #[test]
                fn $test() {
                    $crate::bench::run(super::$test($crate::engine::Engine::$engine));
                }
            )+
        }
    };
}
pub(crate) use {in_each_engine, in_engine};

/// What a reader has set in their browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Turned off as Tor Browser's safest mode does it: no pictures of lines (SVG), no fonts from elsewhere, no `WebAssembly` either.
    pub scripts: bool,
    /// The size of letters in pixels, where a page asks for none: 16 unless somebody needs larger ones. `WebKit`'s little browser
    /// has no such setting.
    pub letters: u32,
}

pub const USUAL: Settings = Settings { scripts: true, letters: 16 };

impl Engine {
    /// Whether this machine can run it. `tests/run` sets the variables, and ends with a note for each engine it could not get.
    pub fn is_here(self) -> bool {
        let (variable, what) = match self {
            Self::Chromium => ("WAYMARK_BROWSER", "1"),
            Self::Firefox => ("WAYMARK_GECKODRIVER", "the path of geckodriver"),
            Self::WebKit => ("WAYMARK_WEBKIT", "1"),
        };
        let is_here = std::env::var_os(variable).is_some();
        if !is_here {
            eprintln!("skipped: set {variable} to {what} to run tests in {self:?}");
        }
        is_here
    }

    /// What to ask the driver for: a browser with an empty profile that sends every request through `proxy`.
    pub fn wishes(self, proxy: &str, (width, height): (u32, u32), profile: &Path, settings: Settings) -> Value {
        // The driver must not wait for a page that is slow on purpose: after each command it would wait for the exit to load.
        let mut wishes = match self {
            Self::Chromium => chromium(proxy, (width, height), profile, settings),
            Self::Firefox => firefox(proxy, settings),
            Self::WebKit => {
                let scripts_off = if settings.scripts { None } else { Some("--enable-javascript=false") };
                let arguments: Vec<&str> = std::iter::once("--automation").chain(scripts_off).collect();
                json!({
                    "browserName": "MiniBrowser",
                    "proxy": { "proxyType": "manual", "httpProxy": proxy, "sslProxy": proxy },
                    "webkitgtk:browserOptions": { "binary": mini_browser(), "args": arguments }
                })
            }
        };
        wishes["pageLoadStrategy"] = json!("none");
        wishes
    }
}

fn chromium(proxy: &str, (width, height): (u32, u32), profile: &Path, settings: Settings) -> Value {
    let arguments = [
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
        &format!("--proxy-server=http://{proxy}"),
        "--proxy-bypass-list=<-loopback>",
        &format!("--window-size={width},{height}"),
        &format!("--user-data-dir={}", profile.display()),
    ];
    json!({ "browserName": "chrome", "goog:chromeOptions": { "args": arguments, "prefs": { "webkit.webprefs.default_font_size": settings.letters } } })
}

fn firefox(proxy: &str, reader: Settings) -> Value {
    let (host, port) = proxy.split_once(':').unwrap();
    let port: u16 = port.parse().unwrap();
    // Nothing that a browser does by itself; and every request over the wire, to this machine's own addresses too.
    let settings = json!({
        "app.normandy.enabled": false,
        "app.update.disabledForTesting": true,
        "browser.region.network.url": "",
        "browser.safebrowsing.downloads.remote.enabled": false,
        "browser.safebrowsing.malware.enabled": false,
        "browser.safebrowsing.phishing.enabled": false,
        "browser.safebrowsing.update.enabled": false,
        "browser.startup.homepage_override.mstone": "ignore",
        "browser.topsites.contile.enabled": false,
        "datareporting.policy.dataSubmissionEnabled": false,
        "dom.push.connection.enabled": false,
        "extensions.getAddons.cache.enabled": false,
        "extensions.systemAddon.update.enabled": false,
        "font.size.variable.x-western": reader.letters,
        "gfx.downloadable_fonts.enabled": reader.scripts,
        "javascript.enabled": reader.scripts,
        "javascript.options.wasm": reader.scripts,
        "media.gmp-manager.updateEnabled": false,
        "network.captive-portal-service.enabled": false,
        "network.connectivity-service.enabled": false,
        "network.dns.disablePrefetch": true,
        "network.proxy.allow_hijacking_localhost": true,
        "network.proxy.http": host,
        "network.proxy.http_port": port,
        "network.proxy.no_proxies_on": "",
        "network.proxy.ssl": host,
        "network.proxy.ssl_port": port,
        "network.proxy.type": 1,
        "network.trr.mode": 5,
        "services.settings.server": "data:,#none/v1",
        "svg.disabled": !reader.scripts,
        "toolkit.telemetry.enabled": false,
        "toolkit.telemetry.server": "data:,",
    });
    json!({ "browserName": "firefox", "moz:firefoxOptions": { "args": ["-headless"], "prefs": settings } })
}

/// Debian keeps it beside the library, whose number is part of the way there.
fn mini_browser() -> String {
    let found = ["6.0", "4.1", "4.0"].iter().flat_map(|version| {
        ["x86_64-linux-gnu", "aarch64-linux-gnu"].map(|machine| format!("/usr/lib/{machine}/webkit2gtk-{version}/MiniBrowser"))
    });
    let mut found = found.chain(std::iter::once("/usr/lib/webkitgtk-6.0/MiniBrowser".to_owned()));
    found.find(|path| Path::new(path).exists()).expect("WebKitGTK brings its MiniBrowser")
}

/// A driver's program, which listens on a port of this machine.
pub struct Driver {
    pub port: u16,
    program: Child,
    _display: Option<Arc<Display>>,
}

impl Driver {
    /// Starts one. Those of Firefox and `WebKit` hold one browser each; Chromium's holds as many as are asked for.
    pub fn start(engine: Engine, home: &Path) -> Self {
        let port = free_port();
        let display = (engine == Engine::WebKit).then(Display::running);
        let mut program = match engine {
            Engine::Chromium => Command::new("chromedriver"),
            Engine::Firefox => Command::new(std::env::var_os("WAYMARK_GECKODRIVER").unwrap()),
            Engine::WebKit => Command::new("WebKitWebDriver"),
        };
        match engine {
            Engine::Chromium => program.arg(format!("--port={port}")),
            Engine::Firefox => program
                // What a tab shows is known to the browser's own part alone.
                .arg("--allow-system-access")
                .args(["--port", &port.to_string(), "--websocket-port", &free_port().to_string()]),
            Engine::WebKit => program
                .arg(format!("--port={port}"))
                .env("DISPLAY", display.as_ref().unwrap().name())
                // Layers are put together by the processor here, and would be drawn twice.
                .env("WEBKIT_DISABLE_COMPOSITING_MODE", "1")
                .env("LIBGL_ALWAYS_SOFTWARE", "1"),
        };
        // Otherwise Firefox asks its maker for its lists, whatever it is told.
        program.env("MOZ_REMOTE_SETTINGS_DEVTOOLS", "1");
        for place in ["HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"] {
            if engine != Engine::Chromium {
                program.env(place, home);
            }
        }
        let mut program = program.stdout(Stdio::piped()).stderr(Stdio::null()).process_group(0).spawn().unwrap();
        match engine {
            Engine::Chromium => drop(first_line(&mut program, "started successfully")),
            Engine::Firefox => drop(first_line(&mut program, "Listening on")),
            // It says nothing.
            Engine::WebKit => {
                while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
                    std::thread::sleep(std::time::Duration::from_millis(20));
                }
            }
        }
        Self { port, program, _display: display }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // The driver's own children end with its process group.
        let group = format!("-{}", self.program.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A screen that nobody sees, for the engine that knows no other way. It ends with the last browser on it.
pub struct Display {
    number: String,
    program: Mutex<Child>,
}

static SHOWING: Mutex<Weak<Display>> = Mutex::new(Weak::new());

impl Display {
    pub fn running() -> Arc<Self> {
        let mut showing = SHOWING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        showing.upgrade().unwrap_or_else(|| {
            let mut program = Command::new("Xvfb")
                .args(["-displayfd", "1", "-screen", "0", "1400x1300x24", "-nolisten", "tcp"])
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            let number = first_line(&mut program, "").trim().to_owned();
            let display = Arc::new(Self { number, program: Mutex::new(program) });
            *showing = Arc::downgrade(&display);
            display
        })
    }

    /// As programs are told of it.
    pub fn name(&self) -> String {
        format!(":{}", self.number)
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let program = self.program.get_mut().unwrap_or_else(std::sync::PoisonError::into_inner);
        let _ = program.kill();
        let _ = program.wait();
    }
}
