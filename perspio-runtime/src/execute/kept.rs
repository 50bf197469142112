//! What is kept of a body while it comes in.

use bytes::Bytes;

/// Pieces of a body, never more than the bound. A single piece is kept as it is.
#[derive(Debug)]
pub(super) struct Kept {
    pieces: Pieces,
    bound: usize,
    expected: usize,
}

#[derive(Debug)]
enum Pieces {
    Nothing,
    One(Bytes),
    Many(Vec<u8>),
}

impl Kept {
    /// `expected` is how much to reserve when there is more than one piece.
    pub(super) fn new(bound: usize, expected: usize) -> Self {
        Self { pieces: Pieces::Nothing, bound, expected }
    }

    pub(super) fn len(&self) -> usize {
        match &self.pieces {
            Pieces::Nothing => 0,
            Pieces::One(piece) => piece.len(),
            Pieces::Many(pieces) => pieces.len(),
        }
    }

    pub(super) fn push(&mut self, piece: Bytes) {
        self.pieces = match std::mem::replace(&mut self.pieces, Pieces::Nothing) {
            Pieces::Nothing => Pieces::One(piece),
            Pieces::One(first) => {
                let mut pieces = Vec::with_capacity(self.expected.max(first.len().saturating_add(piece.len())));
                pieces.extend_from_slice(&first);
                pieces.extend_from_slice(&piece);
                Pieces::Many(pieces)
            }
            Pieces::Many(mut pieces) => {
                let needed = pieces.len().saturating_add(piece.len());
                if needed > pieces.capacity() {
                    // Doubling, but not past the bound.
                    let wanted = pieces.capacity().saturating_mul(2).min(self.bound).max(needed);
                    pieces.reserve_exact(wanted - pieces.len());
                }
                pieces.extend_from_slice(&piece);
                Pieces::Many(pieces)
            }
        };
    }

    pub(super) fn into_bytes(self) -> Bytes {
        match self.pieces {
            Pieces::Nothing => Bytes::new(),
            Pieces::One(piece) => piece,
            Pieces::Many(pieces) => pieces.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_come_back_in_order_and_a_single_one_as_it_was() {
        let mut kept = Kept::new(10, 0);
        assert_eq!((kept.len(), Kept::new(0, 0).into_bytes()), (0, Bytes::new()));
        let first = Bytes::from_static(b"ab");
        kept.push(first.clone());
        assert_eq!(kept.len(), 2);
        for piece in ["cd", "", "efgh", "ij"] {
            kept.push(Bytes::from_static(piece.as_bytes()));
        }
        assert_eq!((kept.len(), kept.into_bytes()), (10, Bytes::from_static(b"abcdefghij")));
        let mut single = Kept::new(10, 0);
        single.push(first.clone());
        assert_eq!(single.into_bytes().as_ptr(), first.as_ptr());
    }

    /// The capacities that come and go while pieces of this size are kept.
    fn capacities(bound: usize, piece: &'static [u8]) -> Vec<usize> {
        let mut kept = Kept::new(bound, 0);
        let mut seen = Vec::new();
        for _ in 0..bound / piece.len() {
            kept.push(Bytes::from_static(piece));
            if let Pieces::Many(pieces) = &kept.pieces {
                seen.push(pieces.capacity());
            }
        }
        seen.dedup();
        seen
    }

    #[test]
    fn no_more_is_reserved_than_the_bound_and_not_too_often() {
        for piece in [&b"x"[..], b"xyz", b"0123456789"] {
            let seen = capacities(1_000, piece);
            assert!(seen.iter().all(|capacity| *capacity <= 1_000), "{seen:?}");
            assert!((4..=12).contains(&seen.len()), "{seen:?}");
            assert_eq!(seen[0], 2 * piece.len());
            assert_eq!(seen[1], 4 * piece.len());
        }
    }
}
