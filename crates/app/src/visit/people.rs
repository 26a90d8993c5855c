//! Who a visit is to: the child, brothers and sisters that were seen too, the mother, her partner, their home.

use chrono::{DateTime, FixedOffset, NaiveDate};
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::contact::ReviewKind;
use doorstep_domain::entries::relationship::RelationshipKind;
use doorstep_domain::id::{EntryId, HouseholdId, PersonId, Subject};
use doorstep_domain::policy::Whose;
use doorstep_domain::staff::Role;
use doorstep_store::Vault;

use super::VisitForm;
use crate::App;
use crate::error::ApiError;
use crate::family::{carers_of, main_home, mother_among};
use crate::reviews::is_open_on;

/// The people of a visit, and when it is written by whom.
pub(super) struct People {
    /// The child; before birth the mother.
    pub(super) child: PersonId,
    /// Whether the form is an adult's own.
    pub(super) of_adult: bool,
    pub(super) siblings: Vec<PersonId>,
    /// Those of the siblings whose own review of this kind is open: the others were seen, and no more.
    pub(super) reviewed_too: Vec<PersonId>,
    /// Other children of the family, who are not in the visit.
    pub(super) could_add: Vec<PersonId>,
    pub(super) mother: Option<PersonId>,
    /// Whether that is the mother, and not the first carer instead of her.
    pub(super) is_mother: bool,
    pub(super) partners: Vec<PersonId>,
    pub(super) household: Option<HouseholdId>,
    /// The mother's last pregnancy.
    pub(super) pregnancy: Option<EntryId>,
    pub(super) role: Role,
    pub(super) now: DateTime<FixedOffset>,
    pub(super) today: NaiveDate,
    /// Whether the laptop's clock is known to be behind.
    pub(super) clock_doubtful: bool,
}

impl People {
    pub(super) fn of(
        vault: &Vault,
        child: PersonId,
        form: &VisitForm,
        now: DateTime<FixedOffset>,
    ) -> Result<Self, ApiError> {
        let carers = carers_of(vault, child)?;
        let pregnancy = |of: PersonId| vault.latest(Subject::Person(of), EntryKind::Pregnancy);
        let of_adult = vault.person(child)?.is_some_and(|row| !row.is_child);
        let mother = mother_among(carers.iter());
        let (siblings, could_add) = if of_adult { (Vec::new(), Vec::new()) } else { siblings(vault, child, form)? };
        let whose = if of_adult { Some(child) } else { mother };
        let partners = carers.iter().filter(|one| Some(one.adult) != mother && one.to.is_none());
        Ok(Self {
            child,
            of_adult,
            reviewed_too: reviewed_too(vault, &siblings, form, now.date_naive())?,
            siblings,
            could_add,
            mother,
            is_mother: carers.iter().any(|one| one.relationship == RelationshipKind::Mother),
            partners: partners.map(|one| one.adult).collect(),
            household: main_home(vault, child, now.date_naive())?.known(),
            pregnancy: whose.map(pregnancy).transpose()?.flatten().map(|stored| stored.entry),
            role: vault.enrolment()?.role,
            now,
            today: now.date_naive(),
            clock_doubtful: App::clock_is_doubtful(vault, now)?,
        })
    }

    /// The records that a part of the form is written in.
    pub(super) fn subjects(&self, whose: Whose) -> Vec<Subject> {
        let children = [self.child].into_iter().chain(self.siblings.iter().copied());
        match whose {
            Whose::Child => children.map(Subject::Person).collect(),
            Whose::Mother if self.of_adult => vec![Subject::Person(self.child)],
            Whose::Mother => self.mother.into_iter().map(Subject::Person).collect(),
            Whose::Partner => self.partners.iter().copied().map(Subject::Person).collect(),
            Whose::Household => {
                vec![self.household.map_or(Subject::Person(self.child), Subject::Household)]
            }
        }
    }

    /// Whether a record of the visit may be about this.
    pub(super) fn include(&self, subject: Subject) -> bool {
        let all = [Whose::Child, Whose::Mother, Whose::Partner, Whose::Household];
        all.into_iter().any(|whose| self.subjects(whose).contains(&subject))
    }

    /// Whether the visit is this person's review, if it is one.
    pub(super) fn is_reviewed(&self, person: PersonId) -> bool {
        !self.siblings.contains(&person) || self.reviewed_too.contains(&person)
    }

    pub(super) fn is_the_child(&self, subject: Subject) -> bool {
        subject == Subject::Person(self.child)
    }

    /// Whether one child could be taken for another: there are two in the visit, or a twin in the family.
    pub(super) fn ask_name(&self, vault: &Vault) -> Result<bool, ApiError> {
        let several = vault.person(self.child)?.and_then(|row| row.birth_order).is_some_and(|order| order.of > 1);
        Ok(several || !self.siblings.is_empty())
    }

    /// Everybody, the child first.
    pub(super) fn everybody(&self) -> impl Iterator<Item = PersonId> {
        let others = self.siblings.iter().chain(&self.mother).chain(&self.partners).copied();
        [self.child].into_iter().chain(others)
    }

    /// The pregnancy that something recorded at this review is about.
    pub(super) fn pregnancy_at(&self, review: Option<ReviewKind>, subject: Subject) -> Option<EntryId> {
        let hers = self.of_adult && self.is_the_child(subject) && review == Some(ReviewKind::Antenatal);
        self.pregnancy.filter(|_| hers)
    }
}

/// The children of the same carers: those in the visit, as the form names them, and the others.
fn siblings(vault: &Vault, child: PersonId, form: &VisitForm) -> Result<(Vec<PersonId>, Vec<PersonId>), ApiError> {
    let mut all = Vec::new();
    for adult in vault.adults_of(child)? {
        for other in vault.children_of(adult)? {
            if other != child && !all.contains(&other) {
                all.push(other);
            }
        }
    }
    let seen: Vec<PersonId> = form.siblings.iter().map(|sibling| sibling.person).collect();
    // A draft outlives the family on this laptop: who was in the visit stays in what was typed.
    let is_here = vault.person(child)?.is_some();
    if is_here && seen.iter().any(|person| !all.contains(person)) {
        return Err(ApiError::not_found());
    }
    all.retain(|person| !seen.contains(person));
    Ok((seen, all))
}

fn reviewed_too(
    vault: &Vault,
    siblings: &[PersonId],
    form: &VisitForm,
    today: NaiveDate,
) -> Result<Vec<PersonId>, ApiError> {
    let (Some(review), day) = (form.review, form.date.trim().parse().unwrap_or(today)) else { return Ok(Vec::new()) };
    let mut reviewed = Vec::new();
    for sibling in siblings {
        let Some(row) = vault.person(*sibling)? else { continue };
        if is_open_on(vault, &row, review, day)? {
            reviewed.push(*sibling);
        }
    }
    Ok(reviewed)
}
