//! The line between the parts of a form: one that is in none of them.

use super::Form;

/// What every boundary of ours begins with, up to its last `-`.
const PREFIX: &[u8] = b"perspio";

/// How many digits come after the prefix. Always as many, so that no boundary is the start of another: a line that
/// begins with the boundary ends the part, whatever comes after (RFC 2046 section 5.1.1). Ten digits are enough for
/// forms of more than 100 GB.
const DIGITS: usize = 10;

/// `perspio-0000000000`, or the next number that is nowhere in the form.
///
/// Browsers draw lots, which makes a clash unlikely. This one cannot clash, since the parts are in memory and can be
/// looked through, and so needs no luck: the same form is the same bytes, which signatures, recordings and tests can
/// rely on.
pub(super) fn unused(form: &Form) -> String {
    let mut taken: Vec<u64> = Vec::new();
    for (name, part) in &form.parts {
        numbers(name.as_bytes(), &mut taken);
        numbers(part.file_name.as_deref().unwrap_or_default().as_bytes(), &mut taken);
        numbers(part.content_type.as_deref().unwrap_or_default().as_bytes(), &mut taken);
        numbers(&part.content, &mut taken);
    }
    taken.sort_unstable();
    let free = taken.into_iter().fold(0, |free, number| if number == free { free.saturating_add(1) } else { free });
    format!("perspio-{free:0DIGITS$}")
}

/// The numbers after every `perspio-` in `bytes`, in one pass.
fn numbers(bytes: &[u8], taken: &mut Vec<u64>) {
    let mut after_prefix = false;
    for piece in bytes.split(|byte| *byte == b'-') {
        if after_prefix {
            taken.extend(number(piece));
        }
        after_prefix = piece.ends_with(PREFIX);
    }
}

/// The number that `piece` begins with, if that is one of ours.
fn number(piece: &[u8]) -> Option<u64> {
    let digits = piece.get(..DIGITS)?;
    digits.iter().try_fold(0_u64, |number, byte| {
        byte.is_ascii_digit().then(|| number.saturating_mul(10).saturating_add(u64::from(byte - b'0')))
    })
}
