//! A form into bytes (RFC 7578; the escapes are those of browsers).

use super::{Form, Part, Refused};

/// More than the fixed text around one part, in bytes.
const AROUND: usize = 128;

/// The whole body. The delimiters are those of RFC 2046 section 5.1.1.
pub(super) fn form(form: &Form, boundary: &str) -> Result<Vec<u8>, Refused> {
    let mut out = Vec::new();
    let room = form.parts.iter().map(size).fold(AROUND, usize::saturating_add);
    // Parts can share their bytes, so that a form may be longer than all that was ever in memory.
    out.try_reserve_exact(room).map_err(|_| Refused("the form does not fit into memory".into()))?;
    for (number, (name, part)) in form.parts.iter().enumerate() {
        // --boundary
        // Content-Disposition: form-data; name="photo"; filename="pump.png"
        // Content-Type: image/png
        push(&mut out, ["--", boundary, "\r\nContent-Disposition: form-data; name=\""]);
        escape(&mut out, name);
        if let Some(file_name) = &part.file_name {
            push(&mut out, ["\"; filename=\""]);
            escape(&mut out, file_name);
        }
        push(&mut out, ["\"\r\n"]);
        if let Some(content_type) = &part.content_type {
            if !is_media_type(content_type) {
                let number = number + 1;
                return Err(Refused(format!("the content type of part {number} of the form is no media type").into()));
            }
            push(&mut out, ["Content-Type: ", content_type, "\r\n"]);
        }
        push(&mut out, ["\r\n"]);
        out.extend_from_slice(&part.content);
        push(&mut out, ["\r\n"]);
    }
    push(&mut out, ["--", boundary, "--\r\n"]);
    Ok(out)
}

/// How much room a part takes, unless its names have much to escape.
fn size((name, part): &(String, Part)) -> usize {
    let file_name = part.file_name.as_ref().map_or(0, String::len);
    let content_type = part.content_type.as_ref().map_or(0, |content_type| content_type.len());
    [name.len(), file_name, content_type, part.content.len()].into_iter().fold(AROUND, usize::saturating_add)
}

fn push<const N: usize>(out: &mut Vec<u8>, texts: [&str; N]) {
    for text in texts {
        out.extend_from_slice(text.as_bytes());
    }
}

/// `name` between its quotation marks: nothing in it ends them, or the line. Everything else is raw UTF-8 (HTML,
/// "multipart/form-data encoding algorithm", <https://html.spec.whatwg.org/multipage/form-control-infrastructure.html>).
fn escape(out: &mut Vec<u8>, name: &str) {
    for byte in name.bytes() {
        match byte {
            b'"' => out.extend_from_slice(b"%22"),
            b'\r' => out.extend_from_slice(b"%0D"),
            b'\n' => out.extend_from_slice(b"%0A"),
            byte => out.push(byte),
        }
    }
}

/// `type/subtype`, and whatever visible ASCII after a `;` (RFC 9110 section 8.3.1): no line break, and no character
/// that a server may take for one.
fn is_media_type(text: &str) -> bool {
    let (media_type, parameters) = text.split_once(';').unwrap_or((text, ""));
    let is_type = |(kind, subtype): (&str, &str)| is_token(kind) && is_token(subtype);
    media_type.trim_end_matches([' ', '\t']).split_once('/').is_some_and(is_type)
        && parameters.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ' || byte == b'\t')
}

/// RFC 9110 section 5.6.2.
fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}
