//! Forms as bytes, and back again.

use std::collections::HashSet;

use bytes::Bytes;
use proptest::collection::vec;
use proptest::prelude::*;

use super::{Form, IntoMultipart, Part, Refused, Written};
use crate::payload::Payload;

const FIRST: &str = "perspio-0000000000";

/// The boundary and the bytes of a form.
fn written(form: &Form) -> (String, Bytes) {
    let Written { content_type, body } = form.into_multipart().unwrap();
    let boundary = content_type.to_str().unwrap().strip_prefix("multipart/form-data; boundary=").unwrap().to_owned();
    let Payload::Bytes(body) = body else { panic!("a form of ours is no stream") };
    (boundary, body)
}

#[test]
fn a_form_is_these_bytes() {
    for (form, expected) in [
        (Form::new(), "--B--\r\n"),
        (
            Form::new().text("a", "1").text("a", ""),
            "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n\
             --B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n--B--\r\n",
        ),
        (
            Form::new().text("", " a\r\n--b\u{e9}"),
            "--B\r\nContent-Disposition: form-data; name=\"\"\r\n\r\n a\r\n--b\u{e9}\r\n--B--\r\n",
        ),
        (
            Form::new().part("f", Part::bytes("x")),
            "--B\r\nContent-Disposition: form-data; name=\"f\"\r\n\
             Content-Type: application/octet-stream\r\n\r\nx\r\n--B--\r\n",
        ),
        (
            Form::new().part("f", Part::bytes("x").file_name("").content_type("text/csv; charset=\"utf-8\"")),
            "--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"\"\r\n\
             Content-Type: text/csv; charset=\"utf-8\"\r\n\r\nx\r\n--B--\r\n",
        ),
        (
            Form::new().part("a\"b\r\n\\%22;\u{e9}", Part::text("x").file_name("\"; x=\"\n.txt")),
            "--B\r\nContent-Disposition: form-data; name=\"a%22b%0D%0A\\%22;\u{e9}\"; \
             filename=\"%22; x=%22%0A.txt\"\r\n\r\nx\r\n--B--\r\n",
        ),
    ] {
        let (boundary, body) = written(&form);
        assert_eq!((boundary.as_str(), &body), (FIRST, &Bytes::from(expected.replace("--B", &format!("--{FIRST}")))));
        assert_eq!(written(&form.clone()).1, body);
    }
}

#[test]
fn a_content_type_that_is_none_is_refused_without_its_text() {
    for bad in [
        "",
        "png",
        "image/",
        "/png",
        "image/png\r\nx: canary",
        "image/png; a=\r\n canary",
        "image/png;\n",
        "image/png\u{0}",
        "image/\u{e9}canary",
        "image/png; a=\u{2028}canary",
        "image/a/b",
        "image /png",
        " image/png",
        "a b/c",
    ] {
        let form = Form::new().text("fine", "").part("canary", Part::bytes("").content_type(bad));
        let Err(Refused(reason)) = form.into_multipart() else { panic!("{bad:?}") };
        assert_eq!(reason, "the content type of part 2 of the form is no media type", "{bad:?}");
    }
    for good in ["image/png", "image/svg+xml", "text/plain;charset=utf-8", "text/plain ; a=\"b c\"", "a/b;"] {
        assert!(Form::new().part("", Part::bytes("").content_type(good)).into_multipart().is_ok(), "{good:?}");
    }
}

#[test]
fn the_boundary_is_nowhere_in_the_form() {
    let of = |number: usize| format!("perspio-{number:010}");
    let text = |text: &str| Form::new().text("n", text);
    for (form, expected) in [
        (text("perspio-000000000"), of(0)),
        (text("perspio-0000000001"), of(0)),
        (text("perspio-+000000000 perspio-000000000x"), of(0)),
        (text("perspio-99999999999999999999"), of(0)),
        (text(&of(0)), of(1)),
        // A longer line that begins with the boundary is the boundary too.
        (text("--perspio-00000000009--"), of(1)),
        (text("perspio-perspio-0000000000"), of(1)),
        (text(&[of(2), of(0), of(0), of(1), of(4)].concat()), of(3)),
        (
            Form::new()
                .text(of(0), of(1))
                .part("", Part::text("").file_name(of(2)).content_type(format!("a/{}", of(3)))),
            of(4),
        ),
        (text(&(0..2_000).map(of).collect::<String>()), of(2_000)),
    ] {
        let (boundary, body) = written(&form);
        let found = body.windows(boundary.len()).filter(|window| *window == boundary.as_bytes()).count();
        assert_eq!((boundary, found), (expected, form.parts.len() + 1));
    }
}

#[test]
fn hostile_content_is_searched_to_its_end() {
    let mut hostile: Vec<u8> =
        (0..100_000).rev().flat_map(|number| format!("perspio-{number:010}").into_bytes()).collect();
    hostile.extend("perspio-".repeat(500_000).into_bytes());
    hostile.resize(hostile.len() + 4_000_000, b'-');
    // 10 MB: a search that is quadratic does not come back.
    assert_eq!(written(&Form::new().part("f", Part::bytes(hostile))).0, "perspio-0000100000");
}

#[test]
fn a_form_shows_names_and_sizes_only() {
    let part = Part::bytes(b"canary".as_slice()).file_name("canary.txt").content_type("canary/x");
    let form = Form::new().part("file", part.clone()).text("text", "canary");
    assert_eq!(format!("{form:?} {part:?}"), r#"Form {"file": 6 bytes, "text": 6 bytes} Part(6 bytes)"#);
    assert!(!format!("{:?}", form.into_multipart().unwrap().content_type).contains("canary"));
}

/// What a server sees of a part: name, file name, content type, content.
type Seen = (String, Option<String>, Option<String>, Vec<u8>);

/// A server's view of a body: cuts at the delimiters, then reads the headers of each piece.
fn parsed(boundary: &str, body: &[u8]) -> Vec<Seen> {
    let delimiter = format!("\r\n--{boundary}").into_bytes();
    let whole = [b"\r\n", body].concat();
    let mut starts = whole.windows(delimiter.len()).enumerate().filter(|(_, window)| *window == delimiter);
    let mut seen = Vec::new();
    let mut start = starts.next().unwrap().0;
    assert_eq!(start, 0);
    for (end, _) in starts {
        let piece = whole[start + delimiter.len()..end].strip_prefix(b"\r\n").unwrap();
        let head = piece.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
        seen.push(read_part(std::str::from_utf8(&piece[..head]).unwrap(), &piece[head + 4..]));
        start = end;
    }
    assert_eq!(&whole[start + delimiter.len()..], b"--\r\n");
    seen
}

fn read_part(head: &str, content: &[u8]) -> Seen {
    let unescaped = |text: &str| text.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n");
    let mut lines = head.split("\r\n");
    let quoted: Vec<&str> = lines.next().unwrap().split('"').collect();
    let (name, file_name) = match quoted[..] {
        ["Content-Disposition: form-data; name=", name, ""] => (name, None),
        ["Content-Disposition: form-data; name=", name, "; filename=", file_name, ""] => (name, Some(file_name)),
        _ => panic!("{quoted:?}"),
    };
    let content_type = lines.next().map(|line| line.strip_prefix("Content-Type: ").unwrap().to_owned());
    assert_eq!(lines.next(), None);
    (unescaped(name), file_name.map(unescaped), content_type, content.to_vec())
}

/// Any name but those with a `%`: as with browsers, what a name has of `%22` itself cannot be told from an escape.
fn name() -> impl Strategy<Value = String> {
    prop_oneof!["[^%]{0,12}", "[\"\r\n\\\\;=a-]{0,8}", Just(FIRST.to_owned())]
}

fn content() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        vec(any::<u8>(), 0..40),
        "(\r|\n|--|\"|perspio-|0000000000|000000000[0-3]){0,6}".prop_map(String::into_bytes),
        (0..4_u8).prop_map(|number| format!("\r\n--perspio-000000000{number}--\r\n").into_bytes()),
    ];
    vec(piece, 0..4).prop_map(|pieces| pieces.concat())
}

fn part() -> impl Strategy<Value = Seen> {
    let content_type = prop_oneof!["[a-z]{1,8}/[a-z.+-]{1,8}", "[a-z]{1,3}/x; [!-~ ]{0,12}"];
    (name(), proptest::option::of(name()), proptest::option::of(content_type), content())
}

proptest! {
    #[test]
    fn any_form_reads_back(parts in vec(part(), 0..5)) {
        let form = parts.iter().cloned().fold(Form::new(), |form, (name, file_name, content_type, content)| {
            let mut part = Part { content: content.into(), ..Part::text("") };
            if let Some(file_name) = file_name {
                part = part.file_name(file_name);
            }
            if let Some(content_type) = content_type {
                part = part.content_type(content_type);
            }
            form.part(name, part)
        });
        let (boundary, body) = written(&form);
        prop_assert!(boundary.len() <= 70);
        prop_assert_eq!(parsed(&boundary, &body), parts);
        let distinct: HashSet<_> = (0..3).map(|_| written(&form)).collect();
        prop_assert_eq!(distinct.len(), 1);
    }
}
