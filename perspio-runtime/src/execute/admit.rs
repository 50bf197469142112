//! Before each request: the shared gate.

use super::Run;
use super::exchange::Unsent;
use crate::retry::{fits, with_jitter};
use crate::time;

impl Run<'_> {
    /// Waits until the gate is open. Refuses at once if that would take too long.
    pub(super) async fn admit(&mut self) -> Result<(), Unsent> {
        while let Some(closed) = self.core.gate.closed_for() {
            let left = self.left();
            fits(closed, &self.rules(), left).map_err(|reason| Unsent::Held { reason, closed })?;
            let wait = with_jitter(closed, &self.rules(), left, self.core.time.jitter());
            // In a box: it is large, and seldom waited for.
            Box::pin(time::sleep(wait)).await;
            self.wait = self.wait.saturating_add(wait);
            self.sent = time::now();
        }
        Ok(())
    }
}
