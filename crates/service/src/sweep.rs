//! What nobody asks for and must happen all the same: cover that begins and ends, consent that runs out, what a busy
//! request left over. Every subject that is due is settled, in a transaction of its own.

use chrono::{DateTime, Utc};

use crate::ledger::{Error, Ledger};

/// How many subjects are read at once.
const AT_ONCE: u32 = 200;

/// Settles every subject that is due, and gives how many they were.
pub(crate) fn sweep(ledger: &dyn Ledger, at: DateTime<Utc>) -> Result<usize, Error> {
    let mut settled = 0;
    for organisation in ledger.organisations()? {
        loop {
            let due = ledger.unsettled(organisation.id, at, AT_ONCE)?;
            due.iter().try_for_each(|subject| ledger.settle(organisation.id, *subject, at))?;
            settled += due.len();
            if due.is_empty() {
                break;
            }
        }
    }
    Ok(settled)
}
