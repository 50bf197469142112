//! What depends on the time, without sockets: the time is handed in.

use super::*;

const CLIENT: &str = "client_id=client-of-the-double&client_secret=client-secret-of-the-double";
const SECOND: Duration = Duration::from_secs(1);

fn form(text: &str) -> Form {
    Form::of_query(Some(&format!("{CLIENT}&{text}"))).unwrap()
}

/// The access token, or the error.
fn grant(tokens: &mut Tokens, text: &str, now: Instant) -> Result<String, &'static str> {
    let answer = tokens.grant(&form(text), now).map_err(|refusal| refusal.error())?;
    Ok(answer["access_token"].as_str().unwrap().to_owned())
}

#[test]
fn an_access_token_is_good_until_its_lifetime_is_over() {
    let (mut tokens, now) = (Tokens::default(), time::now());
    let ask = "grant_type=client_credentials&scope=s";
    for (lifetime, said) in [(LIFETIME, 3599), (Duration::from_millis(300), 0), (Duration::from_millis(2_999), 2)] {
        tokens.lifetime = lifetime;
        let answer = tokens.grant(&form(ask), now).unwrap();
        assert_eq!(answer["expires_in"], said);
        let token = answer["access_token"].as_str().unwrap();
        let nearly = now + lifetime.checked_sub(Duration::from_nanos(1)).unwrap();
        assert_eq!(tokens.rights(token, nearly), Some(Rights::Read));
        assert_eq!(tokens.rights(token, now + lifetime), None);
    }
    tokens.lifetime = Duration::MAX;
    let token = grant(&mut tokens, ask, now).unwrap();
    assert_eq!(tokens.rights(&token, now + LIFETIME), Some(Rights::Read));
    assert_eq!(tokens.rights(ACCESS_TOKEN, now + time::FAR), Some(Rights::ReadWrite));
}

#[test]
fn a_code_is_good_for_ten_minutes() {
    let (mut tokens, now) = (Tokens::default(), time::now());
    let ask = form("response_type=code&redirect_uri=http://localhost&scope=s&state=x");
    for (number, waited, refused) in [(1, 599, None), (2, 600, Some("invalid_grant"))] {
        assert_eq!(tokens.authorize(&ask, now).unwrap().status(), StatusCode::FOUND);
        let ask = format!("grant_type=authorization_code&redirect_uri=http://localhost&code=issued-code-{number}");
        assert_eq!(grant(&mut tokens, &ask, now + waited * SECOND).err(), refused);
    }
}

const POLL: &str = "grant_type=urn:ietf:params:oauth:grant-type:device_code&device_code=issued-device-code-1";

#[test]
fn a_device_code_is_polled_no_faster_than_told_and_slower_after_that() {
    let (mut tokens, now) = (Tokens::default(), time::now());
    tokens.device_times.interval = Duration::from_millis(1_300);
    let answer = tokens.start_device(&form("scope=s"), now).unwrap();
    assert_eq!((&answer["interval"], &answer["expires_in"]), (&1.into(), &900.into()));
    // In milliseconds: the first may come at once; after a `slow_down` it is 1 s as told, and 5 s more for each.
    for (at, said) in [
        (0, "authorization_pending"),
        (1_299, "slow_down"),
        (1_299 + 5_999, "slow_down"),
        (1_299 + 5_999 + 11_000, "authorization_pending"),
        (1_299 + 5_999 + 21_999, "slow_down"),
    ] {
        assert_eq!(grant(&mut tokens, POLL, now + Duration::from_millis(at)).unwrap_err(), said, "{at}");
    }
    let later = now + 60 * SECOND;
    assert_eq!(grant(&mut tokens, POLL, later).unwrap(), "issued-access-token-1");
    assert_eq!(grant(&mut tokens, POLL, later).unwrap_err(), "invalid_grant");
}

#[test]
fn a_device_code_expires_approved_or_not() {
    let (mut tokens, now) = (Tokens::default(), time::now());
    tokens.start_device(&form("scope=s"), now).unwrap();
    assert_eq!(grant(&mut tokens, POLL, now + 899 * SECOND).unwrap_err(), "authorization_pending");
    tokens.decide(device::Verdict::Approved);
    for _ in 0..2 {
        assert_eq!(grant(&mut tokens, POLL, now + 900 * SECOND).unwrap_err(), "expired_token");
    }
}
