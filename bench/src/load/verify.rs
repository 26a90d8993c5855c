//! Whether the ledger holds what was acknowledged, once, and every laptop what the ledger holds for it.

use std::collections::{BTreeMap, HashSet};

use doorstep_domain::id::{AudienceId, ChangeId};

use super::Report;
use super::fleet::Fleet;
use crate::Failed;
use crate::postgres::Session;
use crate::report::{Line, Target};

/// Compares, as a superuser who sees every row.
pub(crate) fn verify(fleet: &Fleet, ledger: &Session, report: &mut Report) -> Result<(), Failed> {
    let kept = kept(ledger)?;
    let logs = logs(ledger)?;
    let (mut acknowledged, mut lost, mut unsent, mut amiss) = (0, 0, 0, 0);
    for laptop in fleet.all() {
        let held = laptop.held();
        acknowledged += held.acknowledged.len();
        lost += held.acknowledged.iter().filter(|id| !kept.contains(id)).count();
        unsent += laptop.unsent();
        for why in held.wrong.iter().take(1) {
            eprintln!("{}: {why}", laptop.device());
        }
        amiss += held.wrong.len();
        for cursor in held.cursors() {
            let ours = sorted(held.logs.get(&cursor.audience).into_iter().flatten().copied());
            let of_log = logs.get(&cursor.audience).into_iter().flatten();
            let theirs = sorted(of_log.filter(|(position, _)| *position <= cursor.position).map(|(_, id)| *id));
            if ours != theirs {
                eprintln!("{}: {} of {} changes of a log", laptop.device(), ours.len(), theirs.len());
                amiss += 1;
            }
        }
    }
    let doubled: usize =
        logs.values().map(|log| log.len() - log.iter().map(|(_, id)| id).collect::<HashSet<_>>().len()).sum();
    let holes =
        logs.values().filter(|log| log.iter().zip(1..).any(|((position, _), dense)| *position != dense)).count();
    report.say(Line::new("load.acknowledged", acknowledged as f64, "changes"));
    for (name, count) in [("lost", lost), ("doubled", doubled), ("holes", holes), ("unsent", unsent), ("amiss", amiss)]
    {
        report.say(Line::new(format!("load.{name}"), count as f64, "").should_be(Target::AtMost(0.0)));
    }
    Ok(())
}

fn sorted(ids: impl Iterator<Item = ChangeId>) -> Vec<ChangeId> {
    let mut ids: Vec<ChangeId> = ids.collect();
    ids.sort_unstable();
    ids
}

fn kept(ledger: &Session) -> Result<HashSet<ChangeId>, Failed> {
    let rows = ledger.rows("SELECT id FROM change WHERE state = 'in_force'", &[])?;
    rows.iter().map(|row| Ok(ChangeId::from_bytes(row.get::<_, Vec<u8>>(0).as_slice().try_into()?))).collect()
}

fn logs(ledger: &Session) -> Result<BTreeMap<AudienceId, Vec<(u64, ChangeId)>>, Failed> {
    let rows = ledger.rows("SELECT audience, position, change FROM log ORDER BY audience, position", &[])?;
    let mut logs: BTreeMap<AudienceId, Vec<(u64, ChangeId)>> = BTreeMap::new();
    for row in &rows {
        let audience = AudienceId::from_bytes(row.get::<_, Vec<u8>>(0).as_slice().try_into()?);
        let change = ChangeId::from_bytes(row.get::<_, Vec<u8>>(2).as_slice().try_into()?);
        logs.entry(audience).or_default().push((row.get::<_, i64>(1).try_into()?, change));
    }
    Ok(logs)
}
