//! What an aggregator of Open Referral UK data sees: records that keep to the standard, found as the standard says, and nothing in
//! them that the site would not show as sure.

use std::collections::BTreeSet;
use std::io::Read as _;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::Uuid;
use waymark::clock::Moment;
use waymark::oruk::endpoints::{ENDPOINTS, FEEDS};
use waymark::oruk::{AnswerStatus, Format, Register};

use super::program::Served;
use super::site_test::{NOW, SiteTest};

fn at(now: &str) -> Moment {
    Moment::at(now.parse().unwrap())
}

fn register() -> Register {
    Register::of(&SiteTest::built_in().site(), &at(NOW))
}

fn found(register: &Register, path: &str, query: &str) -> Value {
    let answer = register.answer(path, query);
    assert_eq!((answer.outcome, answer.format), (AnswerStatus::Found, Format::Json), "{path}?{query}: {}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

/// Every record of a list, in full.
fn all(register: &Register, list: &str) -> Vec<Value> {
    found(register, list, "per_page=500&full=true")["contents"].as_array().unwrap().clone()
}

fn string<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("{key} in {value}"))
}

// The shapes of the standard, as far as it requires them or says how they are written.

#[derive(Deserialize)]
struct Service {
    #[serde(rename = "id")]
    _id: Uuid,
    name: String,
    description: String,
    #[serde(rename = "status")]
    _status: Status,
    assured_date: String,
    last_modified: String,
    url: Option<String>,
    #[serde(default)]
    schedules: Vec<Schedule>,
    #[serde(default)]
    contacts: Vec<Contact>,
    #[serde(default, rename = "service_at_locations")]
    _at_locations: Vec<AtLocation>,
    #[serde(default)]
    attributes: Vec<Attribute>,
    #[serde(rename = "organization")]
    _organization: Option<Organization>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Status {
    Active,
    Inactive,
    Defunct,
    #[serde(rename = "temporarily closed")]
    TemporarilyClosed,
}

#[derive(Deserialize)]
struct Schedule {
    #[serde(rename = "id")]
    _id: Uuid,
    freq: String,
    byday: String,
    opens_at: String,
    closes_at: String,
}

#[derive(Deserialize)]
struct Contact {
    #[serde(rename = "id")]
    _id: Uuid,
    confidence: String,
    #[serde(default)]
    phones: Vec<Phone>,
}

#[derive(Deserialize)]
struct Phone {
    #[serde(rename = "id")]
    _id: Uuid,
    number: String,
}

#[derive(Deserialize)]
struct Organization {
    #[serde(rename = "id")]
    _id: Uuid,
    name: String,
    description: String,
}

#[derive(Deserialize)]
struct AtLocation {
    #[serde(rename = "id")]
    _id: Uuid,
    location: Location,
}

#[derive(Deserialize)]
struct Location {
    #[serde(rename = "id")]
    _id: Uuid,
    location_type: String,
}

#[derive(Deserialize)]
struct Attribute {
    #[serde(rename = "id")]
    _id: Uuid,
    taxonomy_term: Term,
}

#[derive(Deserialize)]
struct Term {
    #[serde(rename = "id")]
    _id: Uuid,
    name: String,
    description: String,
    code: String,
}

#[derive(Deserialize)]
struct Taxonomy {
    #[serde(rename = "id")]
    _id: Uuid,
    name: String,
    description: String,
    #[serde(rename = "taxonomy_terms")]
    terms: Vec<Term>,
}

fn read<T: DeserializeOwned>(value: &Value) -> T {
    T::deserialize(value).unwrap_or_else(|fault| panic!("{fault}: {value}"))
}

fn is_time(text: &str) -> bool {
    text.len() == 8 && text.parse::<jiff::civil::Time>().is_ok()
}

fn no_nulls(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Array(items) => items.iter().all(no_nulls),
        Value::Object(fields) => fields.values().all(no_nulls),
        _ => true,
    }
}

#[test]
fn every_service_keeps_to_the_standard() {
    let register = register();
    for value in all(&register, "/oruk/v3/services") {
        let service: Service = read(&value);
        assert!(no_nulls(&value), "{value}");
        assert!(!service.name.is_empty() && service.assured_date.parse::<Date>().is_ok());
        assert!(service.last_modified.len() == 24 && service.last_modified.parse::<Timestamp>().is_ok(), "milliseconds");
        assert!(service.url.is_none_or(|url| url.starts_with("https://")));
        for one in &service.schedules {
            assert!(one.freq == "WEEKLY" && is_time(&one.opens_at) && is_time(&one.closes_at), "{}", service.name);
            let days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
            assert!(one.byday.split(',').all(|day| days.contains(&day)), "{}", one.byday);
        }
        for contact in &service.contacts {
            assert!(["high", "medium"].contains(&contact.confidence.as_str()), "{}", service.name);
            for phone in &contact.phones {
                assert!(service.description.contains(&phone.number), "{} repeats {}", service.name, phone.number);
            }
        }
    }
}

#[test]
fn organisations_places_and_vocabularies_keep_to_the_standard() {
    let register = register();
    for feed in FEEDS {
        let values = |name: &str| all(&register, &format!("{}/{name}", feed.base));
        for value in values("organizations") {
            let one: Organization = read(&value);
            assert!(!one.name.is_empty() && !one.description.is_empty());
            assert!(value["services"].as_array().unwrap().iter().all(|service| read::<Service>(service).name.len() > 1));
        }
        for value in values("service_at_locations") {
            // A physical place would need an address, and none is held.
            assert_eq!(read::<AtLocation>(&value).location.location_type, "virtual");
            read::<Service>(&value["service"]);
        }
        for value in values("taxonomies") {
            let path = format!("{}/taxonomies/{}", feed.base, string(&value, "id"));
            let one: Taxonomy = read(&found(&register, &path, ""));
            assert!(!one.name.is_empty() && !one.description.is_empty() && !one.terms.is_empty());
        }
        for value in values("taxonomy_terms") {
            let one: Term = read(&value);
            assert!(!one.name.is_empty() && !one.description.is_empty());
        }
    }
}

#[test]
fn every_record_of_every_list_is_found_by_its_identifier_with_and_without_a_slash() {
    let register = register();
    for feed in FEEDS {
        for endpoint in ENDPOINTS {
            let list = format!("{}/{}", feed.base, endpoint.name);
            let mut seen = BTreeSet::new();
            for record in all(&register, &list) {
                let path = format!("{list}/{}", string(&record, "id"));
                assert!(seen.insert(path.clone()), "{path} twice");
                let one = found(&register, &path, "");
                assert_eq!(one["id"], record["id"]);
                assert!(endpoint.required.iter().all(|key| one.get(key).is_some()), "{path}");
                assert_eq!(one, found(&register, &format!("{path}/"), ""));
            }
        }
    }
}

#[test]
fn a_list_stands_in_the_eight_field_envelope_and_its_pages_hold_everything_once() {
    let register = register();
    let keys = ["contents", "empty", "first_page", "last_page", "page_number", "size", "total_items", "total_pages"];
    let (mut page, mut seen) = (1, Vec::new());
    loop {
        let list = found(&register, "/oruk/v3/services/", &format!("page={page}&per_page=7"));
        assert_eq!(list.as_object().unwrap().keys().map(String::as_str).collect::<BTreeSet<_>>(), keys.into());
        let contents = list["contents"].as_array().unwrap();
        assert_eq!(list["size"], contents.len());
        assert_eq!((&list["first_page"], &list["empty"]), (&Value::from(page == 1), &Value::from(false)));
        seen.extend(contents.iter().map(|service| string(service, "id").to_owned()));
        if list["last_page"] == true {
            assert_eq!((list["total_items"].as_u64(), list["total_pages"].as_u64()), (Some(seen.len() as u64), Some(page)));
            break;
        }
        page += 1;
    }
    assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), seen.len());
    let beyond = found(&register, "/oruk/v3/services", "page=1000000");
    assert_eq!((&beyond["empty"], &beyond["size"]), (&Value::from(true), &Value::from(0)));
}

#[test]
fn services_are_found_by_word_term_organisation_and_time() {
    let register = register();
    let names = |query: &str| -> Vec<String> {
        let list = found(&register, "/oruk/v3/services", &format!("{query}&per_page=500"));
        list["contents"].as_array().unwrap().iter().map(|service| string(service, "name").to_owned()).collect()
    };
    let everything = names("");
    assert_eq!(names("search=0808+1000+900"), ["Stop It Now helpline"]);
    assert!(names("search=CHILDLINE").contains(&"Childline".to_owned()));
    assert_eq!(names("search=zzzz"), Vec::<String>::new());

    let childline = &found(&register, "/oruk/v3/services", "search=childline+under+19+bullying&full=true")["contents"][0];
    let organization = string(&childline["organization"], "id").to_owned();
    let run_by = names(&format!("organization_id={organization}"));
    assert!(run_by.contains(&"NSPCC Helpline".to_owned()) && run_by.len() < 10, "{run_by:?}");
    let term = string(&childline["attributes"][0], "taxonomy_term_id").to_owned();
    let with_term = names(&format!("taxonomy_term_id={term}"));
    assert!(with_term.contains(&"Childline".to_owned()) && with_term.len() < everything.len());
    let taxonomy = string(&childline["attributes"][0]["taxonomy_term"], "taxonomy_id").to_owned();
    assert_eq!(names(&format!("taxonomy_id={taxonomy}")), everything);
    assert_eq!(names(&format!("taxonomy_id={organization}")), Vec::<String>::new());

    let changed = |service: &Value| string(service, "last_modified").to_owned();
    let days: Vec<String> = all(&register, "/oruk/v3/services").iter().map(changed).collect();
    let (first, last) = (days.iter().min().unwrap(), days.iter().max().unwrap());
    assert_eq!(names(&format!("modified_after={first}")), everything, "on or after");
    assert!(!names(&format!("modified_after={last}")).is_empty(), "on or after");
    assert_eq!(names(&format!("modified_after={}", last.replace("00.000Z", "00.001Z"))), Vec::<String>::new());
    let stub = &found(&register, "/oruk/v3/services", "minimal=true")["contents"];
    assert_eq!(stub.as_array().unwrap().len(), everything.len(), "all on one page");
    assert_eq!(stub[0].as_object().unwrap().len(), 5);
}

#[test]
fn ndjson_is_every_result_one_to_a_line() {
    let register = register();
    let answer = register.answer("/oruk/v3/services", "format=ndjson&per_page=2&full=true");
    assert_eq!((answer.outcome, answer.format), (AnswerStatus::Found, Format::Ndjson));
    let lines: Vec<Value> = answer.body.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines, all(&register, "/oruk/v3/services"));
}

#[test]
fn help_seeking_services_carry_one_mark_and_stand_under_their_own_address() {
    let register = register();
    let marked = |path: &str| -> BTreeSet<String> {
        let services = all(&register, path).into_iter().map(|value| read::<Service>(&value));
        let has_mark = |one: &Service| one.attributes.iter().any(|attribute| attribute.taxonomy_term.code == "help-seeking");
        services.filter(has_mark).map(|one| one.name).collect()
    };
    let own: BTreeSet<String> =
        all(&register, "/oruk/help-seeking/v3/services").iter().map(|one| string(one, "name").to_owned()).collect();
    assert_eq!(marked("/oruk/v3/services"), own);
    for name in ["Stop It Now helpline", "Stop It Now family and friends forum", "Talking Forward"] {
        assert!(own.contains(name), "{name}: {own:?}");
    }
    assert!(!own.contains("Childline") && !own.iter().any(|name| name.contains("Police")), "{own:?}");
}

#[test]
fn what_the_site_would_not_show_as_sure_is_not_in_the_data() {
    let file = "content/services/stop-it-now-helpline.toml";
    let schedules = |site: SiteTest, now: &str| {
        let register = Register::of(&site.site(), &at(now));
        let list = found(&register, "/oruk/v3/services", "search=0808+1000+900&full=true");
        list["contents"].get(0).map(|service| read::<Service>(service).schedules.len())
    };
    assert_eq!(schedules(SiteTest::built_in(), NOW), Some(2));
    let unsure = "source = \"old-helpline-page\"\nconfidence = \"low\"";
    let site = SiteTest::built_in().change(file, "source = \"old-helpline-page\"\nconfidence = \"medium\"", unsure);
    assert_eq!(schedules(site, NOW), Some(0), "hours of low confidence");
    assert_eq!(schedules(SiteTest::built_in(), "2027-06-01T10:00:00Z"), Some(0), "hours unchecked for too long");
    let found_by_number = |confidence: &str| {
        let sure = "value = \"0808 800 2222\"\nnote = \"Hours can change: check today's on their site.\"\ncost = \"Free from UK landlines and mobiles\"\nsource = \"helpline-lists\"\nconfidence = ";
        let file = "content/services/family-lives.toml";
        let site = SiteTest::built_in().change(file, &format!("{sure}\"medium\""), &format!("{sure}\"{confidence}\"")).site();
        let register = Register::of(&site, &at(NOW));
        found(&register, "/oruk/v3/services", "search=0808+800+2222")["total_items"].as_u64()
    };
    assert_eq!(found_by_number("medium"), Some(1));
    assert_eq!(found_by_number("low"), Some(0), "a number of low confidence is in no description");
}

#[test]
fn a_service_that_is_not_confirmed_says_so_before_anything_else() {
    let register = register();
    let alerts: Vec<Value> =
        all(&register, "/oruk/v3/services").into_iter().filter(|service| service.get("alert").is_some()).collect();
    assert!(alerts.len() > 3);
    for service in alerts {
        assert!(string(&service, "description").starts_with(string(&service, "alert")), "{service}");
    }
}

#[test]
fn over_http_every_status_can_be_read_by_any_site_and_nothing_is_refused_as_a_page() {
    let served = Served::start(&[]);
    let ask = |method: &str, path: &str, more: &str| {
        let answer = served.ask(&format!("{method} {path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n{more}\r\n"));
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.to_owned(), body.to_owned())
    };
    let missing = "/oruk/v3/services/2cb4d606-4897-5800-a40c-000000000000";
    for (method, path, status, body) in [
        ("GET", "/oruk/v3", "200", "HSDS-UK-3.0"),
        ("GET", "/oruk/v3/", "200", "openapi_url"),
        ("GET", "/oruk/help-seeking/v3/", "200", "profile"),
        ("GET", "/oruk/v3/services/?per_page=1", "200", "\"size\":1"),
        ("GET", missing, "404", "{\"error\":\"not_found\""),
        ("GET", "/oruk/v3/nothing", "404", "{\"error\":\"not_found\""),
        ("GET", "/oruk/v3/services?page=0", "400", "{\"error\":\"bad_request\",\"message\":\"page "),
        ("POST", "/oruk/v3/services", "405", "{\"error\":\"method_not_allowed\""),
        ("OPTIONS", "/oruk/v3/services", "204", ""),
        ("HEAD", "/oruk/v3/services", "200", ""),
    ] {
        let (head, text) = ask(method, path, "");
        assert!(head.starts_with(&format!("HTTP/1.1 {status}")), "{method} {path}: {head}");
        assert!(head.contains("access-control-allow-origin: *"), "{method} {path}: {head}");
        assert!(text.contains(body) && !text.contains("<html"), "{method} {path}: {text}");
    }
    let (head, _) = ask("GET", "/oruk/v3/services", "accept-encoding: br\r\n");
    assert!(head.contains("content-encoding: br") && head.contains("cache-control: max-age=3600"), "{head}");
    let tag = head.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap();
    let (again, body) = ask("GET", "/oruk/v3/services", &format!("accept-encoding: br\r\nif-none-match: {tag}\r\n"));
    assert!(again.starts_with("HTTP/1.1 304") && body.is_empty(), "{again}");
    let (other, _) = ask("GET", "/oruk", "");
    assert!(other.starts_with("HTTP/1.1 404") && other.contains("text/html"), "{other}");
}

#[test]
fn what_was_asked_is_never_written_down() {
    let (site, mut logged) = Served::logging();
    let id = "2cb4d606-4897-5800-a40c-d94c2b7cbc44";
    for path in
        ["/oruk/v3/services?search=unwritten".to_owned(), format!("/oruk/v3/services/{id}"), "/oruk/v3/unwritten".to_owned()]
    {
        assert!(site.get(&path).starts_with("HTTP/1.1 "));
    }
    drop(site);
    let mut log = String::new();
    logged.read_to_string(&mut log).unwrap();
    assert_eq!(log.matches("\"template\":\"/oruk/v3\"").count(), 3, "{log}");
    assert!(!log.contains("unwritten") && !log.contains(id), "{log}");
}
