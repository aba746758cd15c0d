//! `waymark verify` from end to end, against a server that plays every case. Nothing leaves the machine.

pub mod server;

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use waymark::site::confirmed::FactKind;
use waymark::verify::address::Address;
use waymark::verify::address_policy::AddressPolicy;
use waymark::verify::fetch::{Client, FetchLimits};
use waymark::verify::plan::{Ask, PageOf, VerificationPlan, What};
use waymark::verify::verify;
use waymark::verify::visit::{Guest, Manners};

use self::server::{Part, Server};
use super::site_test::NOW;

/// A content folder with services whose sources lie on a server of the test's own.
struct Content {
    folder: tempfile::TempDir,
    services: Vec<String>,
}

impl Content {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        assert!(Command::new("cp").args(["-r", "content/."]).arg(folder.path()).status().unwrap().success());
        Self { folder, services: Vec::new() }
    }

    /// A service with one number, 0808 1000 900, read at `source`; `more` stands after its contact.
    fn with(mut self, name: &str, source: &str, more: &str) -> Self {
        let text = format!(
            "name = \"The Test Helpline\"\noperator = \"Test\"\nstatus = \"active\"\nareas = [\"uk\"]\nfor_whom = [\"anyone\"]\n\
             needs = [\"coping\"]\nsummary = \"It helps.\"\nhelps_with = [\"Tests.\"]\ndescription_source = \"s\"\n\
             description_confidence = \"high\"\n[[contact]]\nkind = \"phone\"\nlabel = \"Line\"\nvalue = \"0808 1000 900\"\nsource = \"s\"\n\
             confidence = \"high\"\n{more}\n[[source]]\nid = \"s\"\nurl = \"{source}\"\nrecorded = 2026-11-01\n\
             [review]\nowner = \"editor\"\nchecked = 2026-11-01\ndue = 2027-02-01\n"
        );
        fs::write(self.folder.path().join(format!("services/{name}.toml")), text).unwrap();
        self.services.push(name.to_owned());
        self
    }

    fn confirmed(&self) -> String {
        fs::read_to_string(self.folder.path().join("confirmed.toml")).unwrap()
    }

    fn verify(&self, options: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_waymark"));
        command.env("WAYMARK_NOW", NOW).arg("verify").args(&self.services);
        for (option, value) in [("--pause", "0"), ("--timeout", "2")] {
            command.args((!options.contains(&option)).then_some([option, value]).into_iter().flatten());
        }
        // A proxy in the environment must make no difference.
        command.env("http_proxy", "http://127.0.0.1:9").env("ALL_PROXY", "http://127.0.0.1:9");
        command.args(options).arg("--content").arg(self.folder.path()).output().unwrap()
    }

    fn report(&self, options: &[&str]) -> (Output, Value) {
        let output = self.verify(&[options, &["--format", "json"]].concat());
        let report = serde_json::from_slice(&output.stdout);
        let report = report.unwrap_or_else(|error| panic!("{error}: {} {}", text(&output.stdout), text(&output.stderr)));
        (output, report)
    }
}

/// The service's own website lies on the server's host.
const OWN: &str =
    "[[contact]]\nkind = \"web\"\nlabel = \"Site\"\nvalue = \"https://127.0.0.1/\"\nsource = \"s\"\nconfidence = \"high\"\n";
const LOCAL: &str = "--allow-private=127.0.0.1";

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn html(body: &str) -> Part {
    Part::Html(body.to_owned())
}

fn redirect(status: u16, to: &str) -> Part {
    Part::Answer(status, vec![("location", to.to_owned())], Vec::new())
}

fn status(status: u16) -> Part {
    Part::Answer(status, vec![("content-type", "text/html".to_owned())], b"<p>No</p>".to_vec())
}

fn finding<'r>(report: &'r Value, service: &str, fact: &str) -> &'r Value {
    let findings = report["findings"].as_array().unwrap();
    let hit = findings.iter().find(|finding| finding["service"] == service && finding["fact"] == fact);
    hit.unwrap_or_else(|| panic!("{service} {fact} in {report:#}"))
}

/// Plays one case without the command around it: a page at `/page`, and what must be said of the number that was read there.
fn case(parts: Vec<(&'static str, Part)>, verdict: &str, why: &str) -> (Server, Value) {
    let server = Server::start("127.0.0.1", parts);
    let address = Address::parse(&format!("http://{}/page", server.address)).unwrap();
    let ask = Ask {
        service: "case".into(),
        names: Vec::new(),
        fact: "phone".into(),
        kind: FactKind::Number,
        value: "0808 1000 900".into(),
        what: What::Number("0808 1000 900".parse().unwrap()),
        places: vec![address.clone()],
        has_source: true,
        own: BTreeSet::new(),
    };
    let page = PageOf { address, services: BTreeSet::from(["case".to_owned()]) };
    let plan = VerificationPlan { pages: vec![page], asks: vec![ask], unusable: Vec::new() };
    let limits = FetchLimits { time: Duration::from_secs(10), ..FetchLimits::default() };
    let client = Client::new("Waymark/test", AddressPolicy::Also(vec![server.address.ip()]), limits);
    let mut guest = Guest::new(client, Manners { pause: Duration::ZERO, backoff: Duration::ZERO, ..Manners::default() });
    let report = verify(&plan, &mut guest, jiff::civil::date(2026, 11, 24), |_| {}).unwrap();
    let is_wrong = matches!(verdict, "changed" | "gone");
    assert_eq!(report.needs_an_editor(), is_wrong);
    let report: Value = serde_json::from_str(&report.json()).unwrap();
    let found = finding(&report, "case", "phone");
    assert_eq!(found["verdict"], verdict, "{found:#}");
    let said = found["why"].as_str().unwrap();
    assert!(said.contains(why), "{said:?} says {why:?}");
    (server, report)
}

#[test]
fn a_number_that_stands_there_is_found_however_it_is_spaced() {
    for page in [
        "<p>Call 0808 1000 900",
        "<a href='tel:+448081000900'>Call</a>",
        "<p>+44 (0)808-1000&nbsp;900",
        "<td>(0808)&#8239;1000.900",
    ] {
        case(vec![("/page", html(page))], "still-there", "not the service's own page");
    }
}

#[test]
fn a_number_that_is_gone_or_another_is_told_with_what_stands_there_instead() {
    case(vec![("/page", html("<p>Call 0808 1000 901"))], "changed", "the page gives other numbers: 08081000901");
    case(vec![("/page", html("<p>Was <del>0808 1000 900</del>, now 0300 123 4567"))], "changed", "03001234567");
    case(vec![("/page", html("<p>We have no telephone"))], "gone", "no longer gives it");
    case(vec![("/page", status(404))], "gone", "status 404");
    case(vec![("/page", status(410))], "gone", "status 410");
}

#[test]
fn redirects_are_followed_and_shown_and_permanent_ones_are_moves() {
    let page = ("/new", html("<p>0808 1000 900"));
    let (_, report) = case(vec![("/page", redirect(301, "/new")), page.clone()], "moved", "has moved to http://127.0.0.1:");
    let redirects = report["pages"][0]["redirects"].as_array().unwrap();
    assert_eq!(redirects.len(), 1);
    assert_eq!(redirects[0]["status"], 301);
    assert!(redirects[0]["to"].as_str().unwrap().ends_with("/new"));
    let (_, report) = case(vec![("/page", redirect(302, "new")), page], "still-there", "found on its source");
    assert_eq!(report["pages"][0]["redirects"][0]["status"], 302);
    case(vec![("/page", redirect(302, "/b")), ("/b", redirect(302, "/page"))], "could-not-tell", "round in a circle");
    case(vec![("/page", Part::Onward)], "could-not-tell", "redirects more than 10 times");
    case(vec![("/page", redirect(302, "file:///etc/passwd"))], "could-not-tell", "cannot be followed");
}

#[test]
fn what_says_nothing_about_the_page_is_no_failure() {
    case(vec![("/page", status(403))], "could-not-tell", "turned the program away (403)");
    case(vec![("/page", html("<title>Just a moment...</title>"))], "could-not-tell", "turned the program away");
    let wait = Part::Answer(429, vec![("retry-after", "3600".to_owned())], Vec::new());
    let (server, _) = case(vec![("/page", wait)], "could-not-tell", "(429)");
    assert_eq!(server.times_asked("/page"), 1, "an hour is not waited for");
    case(vec![("/page", html("<div id=app></div><script src=a.js></script>"))], "could-not-tell", "until its script has run");
    let pdf = Part::Answer(200, vec![("content-type", "application/pdf".to_owned())], b"%PDF 0808 1000 900".to_vec());
    case(vec![("/page", pdf)], "could-not-tell", "application/pdf");
}

#[test]
fn a_server_that_stumbles_is_tried_again_and_one_that_stays_down_is_not_tried_for_ever() {
    let (server, _) = case(vec![("/page", Part::Flaky(2, "0808 1000 900".into()))], "still-there", "found");
    assert_eq!(server.times_asked("/page"), 3);
    let (server, _) = case(vec![("/page", status(500))], "could-not-tell", "status 500");
    assert_eq!(server.times_asked("/page"), 3);
}

#[test]
fn hostile_servers_are_cut_short() {
    case(vec![("/page", Part::Endless)], "could-not-tell", "larger than we read");
    case(vec![("/page", Part::EndlessHeaders)], "could-not-tell", "headers are too long");
    let mut bomb = GzEncoder::new(Vec::new(), Compression::best());
    for _ in 0..64 {
        bomb.write_all(&vec![b'0'; 1024 * 1024]).unwrap();
    }
    let headers = vec![("content-type", "text/html".to_owned()), ("content-encoding", "gzip".to_owned())];
    case(vec![("/page", Part::Answer(200, headers.clone(), bomb.finish().unwrap()))], "could-not-tell", "larger than we read");
    case(vec![("/page", Part::Answer(200, headers, b"not gzip at all".to_vec()))], "could-not-tell", "could not be read");
}

#[test]
fn slow_servers_are_given_up_after_the_time_allowed() {
    // Something must answer, or the machine would be taken to be offline.
    for part in [Part::Slow(Duration::from_secs(30)), Part::Drip] {
        let server = Server::start("127.0.0.1", [("/page", part), ("/ok", html("0808 1000 900"))]);
        let at = |path: &str| format!("http://{}{path}", server.address);
        let content = Content::new().with("slow", &at("/page"), "").with("quick", &at("/ok"), "");
        let (output, report) = content.report(&[LOCAL, "--timeout", "1"]);
        assert!(finding(&report, "slow", "phone")["why"].as_str().unwrap().contains("took too long"), "{report:#}");
        assert_eq!(finding(&report, "quick", "phone")["verdict"], "still-there");
        assert_eq!(output.status.code(), Some(0));
    }
}

#[test]
fn packed_pages_are_read() {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(b"<p>0808 1000 900").unwrap();
    let headers = vec![("content-type", "text/html".to_owned()), ("content-encoding", "gzip".to_owned())];
    case(vec![("/page", Part::Answer(200, headers, packed.finish().unwrap()))], "still-there", "found");
}

#[test]
fn a_secure_address_without_a_sound_handshake_is_no_failure_of_the_fact() {
    let server = Server::start("127.0.0.1", [("/ok", html("0808 1000 900"))]);
    let content = Content::new().with("secure", &format!("https://{}/ok", server.address), "").with(
        "plain",
        &format!("http://{}/ok", server.address),
        "",
    );
    let (output, report) = content.report(&[LOCAL]);
    let found = finding(&report, "secure", "phone");
    assert_eq!(found["verdict"], "could-not-tell");
    assert!(found["why"].as_str().unwrap().contains("no secure connection"), "{found}");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn robots_txt_is_asked_first_and_kept_to() {
    let robots = |text: &str| Part::Answer(200, vec![("content-type", "text/plain".to_owned())], text.as_bytes().to_vec());
    let page = || ("/page", html("0808 1000 900"));
    let no = "User-agent: waymark\nDisallow: /page\n";
    let (server, _) = case(vec![("/robots.txt", robots(no)), page()], "could-not-tell", "robots.txt asks programs not to");
    assert_eq!((server.times_asked("/robots.txt"), server.times_asked("/page")), (1, 0));
    let (server, _) = case(vec![("/robots.txt", robots("User-agent: *\nDisallow: /x\n")), page()], "still-there", "found");
    assert_eq!(server.asked()[0].path, "/robots.txt");
    let (server, _) = case(vec![("/robots.txt", status(500)), page()], "could-not-tell", "robots.txt could not be read");
    assert_eq!(server.times_asked("/page"), 0, "without its robots.txt a site is left alone (RFC 9309)");
    let bytes =
        Part::Answer(200, vec![("content-type", "application/octet-stream".to_owned())], b"User-agent: *\nDisallow: /".to_vec());
    case(vec![("/robots.txt", bytes), page()], "could-not-tell", "robots.txt asks programs not to");
    // A redirect into what is forbidden is not followed either.
    let no = robots("User-agent: *\nDisallow: /secret\n");
    let (server, _) = case(
        vec![("/robots.txt", no), ("/page", redirect(302, "/secret")), ("/secret", html("x"))],
        "could-not-tell",
        "robots.txt",
    );
    assert_eq!(server.times_asked("/secret"), 0);
}

#[test]
fn no_request_goes_to_a_private_address_by_any_way_round() {
    let trap = Server::start("127.0.0.2", [("/", html("0808 1000 900"))]);
    let port = trap.address.port();
    let ways = [
        format!("http://127.0.0.2:{port}/"),
        format!("//127.0.0.2:{port}/"),
        format!("http://2130706434:{port}/"),
        format!("http://0x7f000002:{port}/"),
        format!("http://[::ffff:127.0.0.2]:{port}/"),
        format!("http://[::ffff:7f00:2]:{port}/"),
        "http://169.254.169.254/latest/meta-data/".to_owned(),
        "http://10.0.0.1/".to_owned(),
        "http://[::1]/".to_owned(),
        "http://0.0.0.0/".to_owned(),
    ];
    for way in ways {
        case(vec![("/page", redirect(302, &way))], "could-not-tell", "was not connected to");
    }
    assert_eq!(trap.connections(), 0);
}

#[test]
fn without_leave_nothing_on_this_machine_is_connected_to_and_that_is_no_failure() {
    let server = Server::start("127.0.0.1", [("/page", html("0808 1000 900"))]);
    let port = server.address.port();
    let content = Content::new()
        .with("by-port", &format!("http://127.0.0.1:{port}/page"), "")
        .with("by-name", "http://localhost/page", "")
        .with("by-number", "http://127.0.0.1/page", "");
    let (output, report) = content.report(&[]);
    for service in ["by-port", "by-name", "by-number"] {
        assert!(finding(&report, service, "phone")["why"].as_str().unwrap().contains("was not connected to"), "{report:#}");
    }
    assert_eq!((output.status.code(), server.connections()), (Some(0), 0));
}

#[test]
fn the_guest_says_who_it_is_keeps_no_cookie_and_asks_for_one_page_at_a_time_with_pauses() {
    let cookie = vec![("content-type", "text/html".to_owned()), ("set-cookie", "a=b; Path=/".to_owned())];
    let server = Server::start(
        "127.0.0.1",
        [
            ("/a", Part::Answer(200, cookie.clone(), b"0808 1000 900".to_vec())),
            ("/b", Part::Answer(200, cookie, b"0808 1000 900".to_vec())),
        ],
    );
    let at = |path: &str| format!("http://{}{path}", server.address);
    let content = Content::new().with("one", &at("/a"), "").with("two", &at("/b"), "").with("three", &at("/a#part"), "");
    let output = content.verify(&[LOCAL, "--pause", "150"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let asked = server.asked();
    assert_eq!(asked.len(), 3, "robots.txt once and each page once: {asked:?}");
    for request in &asked {
        assert!(request.headers["user-agent"].starts_with("Waymark/"), "{request:?}");
        assert!(request.headers["user-agent"].contains("+https://waymark.example/about"), "{request:?}");
        assert!(!request.headers.contains_key("cookie") && !request.headers.contains_key("referer"), "{request:?}");
    }
    assert_eq!(asked[0].path, "/robots.txt");
    for two in asked.windows(2) {
        assert!(two[1].at - two[0].at >= Duration::from_millis(145), "{two:?}");
    }
    assert_eq!(server.most_at_once(), 1);
}

#[test]
fn hours_are_compared_and_only_clear_differences_are_told() {
    let hours = "[contact.hours]\nmon = [\"09:00-17:00\"]\ntue = [\"09:00-17:00\"]\nwed = [\"09:00-17:00\"]\nthu = [\"09:00-17:00\"]\n\
                 fri = [\"09:00-17:00\"]\nsource = \"s\"\nconfidence = \"high\"\n";
    let server = Server::start(
        "127.0.0.1",
        [
            ("/same", html("<p>0808 1000 900<p>Mon&ndash;Fri 09:00&ndash;17:00")),
            ("/other", html("<p>0808 1000 900<p>Monday to Friday 9am to 4pm")),
            ("/none", html("<p>0808 1000 900<p>Call us during office hours")),
            ("/data", html("0808 1000 900<script type='application/ld+json'>{\"openingHours\":\"Mo-Fr 09:00-17:00\"}</script>")),
        ],
    );
    let mut content = Content::new();
    for name in ["same", "other", "none", "data"] {
        content = content.with(name, &format!("http://{}/{name}", server.address), hours);
    }
    let (output, report) = content.report(&[LOCAL]);
    for (name, verdict) in [("same", "still-there"), ("other", "changed"), ("none", "could-not-tell"), ("data", "still-there")] {
        assert_eq!(finding(&report, name, "phone-hours")["verdict"], verdict, "{name}: {report:#}");
        assert_eq!(finding(&report, name, "phone")["verdict"], "still-there");
    }
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn only_what_stands_on_the_services_own_page_is_recorded_and_comments_stay() {
    let server = Server::start("127.0.0.1", [("/ok", html("0808 1000 900")), ("/changed", html("0300 123 4567"))]);
    let at = |path: &str| format!("http://{}{path}", server.address);
    let content = Content::new().with("own", &at("/ok"), OWN).with("theirs", &at("/ok"), "").with("wrong", &at("/changed"), OWN);
    let before = content.confirmed();
    let (_, report) = content.report(&[LOCAL]);
    assert_eq!(content.confirmed(), before, "nothing is written unless asked");
    assert_eq!(finding(&report, "own", "phone")["confirmed"], true);
    assert_eq!(finding(&report, "theirs", "phone")["confirmed"], false);
    let written = content.verify(&[LOCAL, "--write"]);
    assert_eq!(written.status.code(), Some(1), "the changed number still needs an editor: {}", text(&written.stdout));
    assert!(text(&written.stderr).contains("1 confirmation in "), "{}", text(&written.stderr));
    let confirmed = content.confirmed();
    assert!(confirmed.starts_with(before.trim_end()), "{confirmed}");
    let read: toml::Value = toml::from_str(&confirmed).unwrap();
    let list = read["confirmation"].as_array().unwrap();
    assert_eq!(list.len(), 1, "{confirmed}");
    assert_eq!(list[0]["service"].as_str(), Some("own"));
    assert_eq!(list[0]["by"].as_str(), Some("page"));
    assert_eq!(list[0]["on"].to_string(), "2026-12-01");
    assert_eq!(list[0]["source"].as_str(), Some(at("/ok").as_str()));
    // A second run a day later renews it rather than adding to it.
    assert_eq!(content.verify(&[LOCAL, "--write"]).status.code(), Some(1));
    assert_eq!(content.confirmed(), confirmed);
}

#[test]
fn the_report_comes_as_text_json_and_markdown_that_no_page_can_break() {
    let server = Server::start("127.0.0.1", [("/page", html("<p>0300 123 4567"))]);
    let content = Content::new().with("case", &format!("http://{}/page?a|b", server.address), "");
    let folder = content.folder.path().parent().unwrap().join(format!("waymark-report-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let file = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let output = content.verify(&[LOCAL, "--json", &file("report.json"), "--markdown", &file("report.md")]);
    let shown = text(&output.stdout);
    assert!(shown.contains("changed: case phone 0808 1000 900") && shown.contains("03001234567"), "{shown}");
    assert!(shown.contains("1 fact on 1 page: 0 still there, 0 could not tell, 0 moved, 0 gone, 1 changed"), "{shown}");
    let json: Value = serde_json::from_str(&fs::read_to_string(file("report.json")).unwrap()).unwrap();
    assert_eq!((&json["day"], &json["findings"][0]["verdict"]), (&Value::from("2026-12-01"), &Value::from("changed")));
    let markdown = fs::read_to_string(file("report.md")).unwrap();
    assert!(markdown.starts_with("# Facts against their sources, 2026-12-01\n"), "{markdown}");
    assert!(markdown.contains("## Changed (1)") && markdown.contains("## Pages (1)"), "{markdown}");
    for row in markdown.lines().filter(|line| line.starts_with("| case") || line.starts_with("| <")) {
        assert_eq!(row.replace("\\|", "").matches('|').count(), 6, "{row}");
    }
    assert!(!text(&output.stderr).contains('\u{1b}'), "no bar is drawn when nobody watches");
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn what_cannot_run_is_one_sentence_and_exit_two() {
    // A port that was free a moment ago: nobody answers there.
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let content = Content::new().with("case", &format!("http://{closed}/page"), "");
    let offline = content.verify(&[LOCAL]);
    assert_eq!(offline.status.code(), Some(2));
    assert!(text(&offline.stderr).contains("is this machine online?"), "{}", text(&offline.stderr));
    let run = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_waymark")).arg("verify").args(arguments).env_remove("WAYMARK_CONTENT").output().unwrap()
    };
    for (arguments, said) in [
        (vec!["--write"], "--write needs the folder"),
        (vec!["childlin"], "did you mean `childline`?"),
        (vec!["--allow-private=here"], "takes network addresses"),
        (vec!["--timeout", "0"], "invalid value"),
    ] {
        let output = run(&arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).contains(said), "{arguments:?}: {}", text(&output.stderr));
    }
    fs::write(Path::new(content.folder.path()).join("site.toml"), "name = ").unwrap();
    assert_eq!(content.verify(&[LOCAL]).status.code(), Some(1), "content with errors is not looked up");
}

#[test]
fn a_machine_without_a_network_is_told_so_after_one_try_at_each_of_two_hosts() {
    // Nobody listens at these, and a port that was free is refused at once.
    let closed = || {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap()
    };
    let hosts = [closed(), closed(), closed()];
    let mut content = Content::new();
    for (number, host) in hosts.iter().enumerate() {
        content = content.with(&format!("offline-{number}"), &format!("http://{host}/page"), "");
    }
    let output = content.verify(&[LOCAL]);
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stdout));
    let said = text(&output.stderr);
    assert!(said.contains("could not be reached, so nothing was looked up: is this machine online?"), "{said}");
}
