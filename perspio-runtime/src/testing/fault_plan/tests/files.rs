//! Plans that are read from a file.

use super::*;

const WHOLE: &str = r#"
    seed = 7
    latency = "50ms..=0.2s"
    resets = 0.01
    resets_after_work = 0.02
    server_errors = 0.05
    statuses = [500, 503]

    [[throttle]]
    every = 100
    for = 10
    retry_after = "1s"

    [[throttle]]
    every = "1.5m"
    for = "5s"
"#;

fn read(text: &str) -> Result<FaultPlan, String> {
    toml::from_str(text).map_err(|error| error.to_string())
}

#[test]
fn a_file_says_the_same_as_the_builder() {
    let plan = FaultPlan::with_seed(7).latency(50 * MS..=200 * MS).resets(0.01).resets_after_work(0.02);
    let plan = plan.server_errors(0.05).statuses([500, 503]).throttle_requests(100, 10, SECOND);
    let plan = plan.throttle_time(90 * SECOND, 5 * SECOND, None).build().unwrap();
    assert_eq!(read(WHOLE), Ok(plan));

    let json = r#"{"latency": "1h", "seed": 18446744073709551615, "resets": 0}"#;
    let hour = 3_600 * SECOND;
    let plan = FaultPlan::with_seed(u64::MAX).latency(hour..=hour).build().unwrap();
    assert_eq!(serde_json::from_str::<FaultPlan>(json).unwrap(), plan);

    let one = read("").unwrap();
    assert_eq!(one, FaultPlan::with_seed(one.seed()).build().unwrap());
}

#[test]
fn what_cannot_be_read_is_named_with_its_line() {
    for (text, place, said) in [
        (
            "seed = 1\nreset = 0.1",
            "line 2, column 1",
            "unknown field `reset`, expected one of `seed`, `latency`, `resets`, `resets_after_work`, `server_errors`, \
             `statuses`, `throttle`",
        ),
        (
            "[[throttle]]\nevery = 5\nwait = 1",
            "line 3, column 1",
            "unknown field `wait`, expected one of `every`, `for`, `retry_after`",
        ),
        ("[[throttle]]\nevery = 5", "line 1, column 1", "missing field `for`"),
        ("[[throttle]]\nfor = 5", "line 1, column 1", "missing field `every`"),
        (
            "[[throttle]]\nevery = 5\nfor = \"1s\"",
            "line 1, column 1",
            "`every` and `for` are both numbers of requests or both durations",
        ),
        (
            "[[throttle]]\nevery = 5\nfor = 1\nretry_after = 1",
            "line 1, column 1",
            "`retry_after` is a duration, such as \"1s\"",
        ),
        (
            "[[throttle]]\nevery = -5\nfor = 1",
            "line 2, column 9",
            "invalid value: integer `-5`, expected a number of requests, or a duration such as \"250ms\", \"1.5s\", \
             \"2m\" or \"1h\"",
        ),
        (
            "latency = \"fast\"",
            "line 1, column 11",
            "invalid value: string \"fast\", expected durations such as \"50ms..=200ms\" or \"1.5s\"",
        ),
        ("seed = -1", "line 1, column 8", "invalid value: integer `-1`, expected u64"),
        ("throttle = 7", "line 1, column 12", "invalid type: integer `7`, expected a sequence"),
    ] {
        let error = read(text).unwrap_err();
        assert!(error.contains(place) && error.contains(said), "{text}\n{error}");
    }
    assert_eq!(read("seed = 1\nresets = 2").unwrap_err().trim(), "`resets` is 2; a share is between 0.0 and 1.0");
    let error = serde_json::from_str::<FaultPlan>(r#"{"seed": 1, "seed": 2}"#).unwrap_err();
    assert!(error.to_string().starts_with("duplicate field `seed`"), "{error}");
}

#[test]
fn durations_have_a_unit_and_perhaps_decimals() {
    let latency = |text: &str| read(&format!("latency = {text:?}")).map(|plan| plan.latency.most);
    for (text, nanos) in [
        ("0s", 0),
        ("250ms", 250_000_000),
        ("1.5s", 1_500_000_000),
        ("0.000000001s", 1),
        ("2m", 120_000_000_000),
        ("0.5h", 1_800_000_000_000),
    ] {
        assert_eq!(latency(text), Ok(Duration::from_nanos(nanos)), "{text}");
    }
    for text in [
        "",
        "1",
        "s",
        "1.s",
        ".5s",
        "1..5s",
        "1.0000000000s",
        "1 s",
        "-1s",
        "1d",
        "1S",
        "99999999999h",
        "1s..=",
        "..=1s",
    ] {
        assert!(latency(text).is_err(), "{text}");
    }
}
