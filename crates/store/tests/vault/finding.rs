//! Finding people however they are typed, and records by their words.

use doorstep_domain::entries::EntryKind;
use doorstep_domain::id::{HouseholdId, PersonId, Subject};
use serde_json::json;

use crate::desk::{AMINA, BABY, BETH, By, Desk, MOTHER, birth, fact, first, identity, in_error, narrative, phone};

fn found(desk: &Desk, typed: &str) -> Vec<PersonId> {
    desk.vault.find_people(typed).unwrap()
}

#[test]
fn a_person_is_found_by_whatever_is_known_of_them() {
    let desk = Desk::new();
    let home = Subject::Household(HouseholdId::from_bytes([8; 16]));
    let number = json!({ "number": "9990000018", "status": "verified" });
    let lives = json!({ "person": MOTHER, "residence": "main" });
    let address = json!({ "lines": ["4 Marsh Lane"], "postcode": "ZZ99 3VZ" });
    desk.signs(vec![
        identity(MOTHER, "Wiśniewska-O'Brien", "Katarzyna"),
        fact(EntryKind::NhsNumberEntry, Subject::Person(MOTHER), &number, first(AMINA)),
        phone("+447700900123", first(AMINA)),
        fact(EntryKind::Membership, home, &lives, first(AMINA)),
        fact(EntryKind::Address, home, &address, first(AMINA)),
        identity(BABY, "Nguyễn", "Đào"),
    ]);
    let ways = [
        "wisniewska",
        "Wiśniewska",
        "kat",
        "kasia wisn",
        "obrien",
        "o'brien",
        "999 000 0018",
        "9990000018",
        "0018",
        "07700 900123",
        "+44 7700 900123",
        "900123",
        "zz993vz",
        "ZZ99 3VZ",
        "20/10/2026",
        "2026-10-20",
        "20 Oct 26",
        "20th October 2026",
        "20.10.26",
        "201026",
        "20102026",
        "000 0018",
        "999000",
        "zz99",
        "7700 900 123",
        "iewsk",
    ];
    for typed in ways {
        assert!(found(&desk, typed).contains(&MOTHER), "{typed}");
    }
    assert_eq!(found(&desk, "nguyen dao"), [BABY]);
    assert!(found(&desk, "Smith").is_empty());
    for hostile in ["\"", "* OR", "NEAR(", "a\" OR \"b", "-", "  "] {
        found(&desk, hostile);
    }
}

#[test]
fn a_new_name_or_number_is_found_at_once_and_the_old_one_no_more() {
    let desk = Desk::new();
    let before = phone("+447700900123", first(AMINA));
    desk.signs(vec![identity(MOTHER, "Okafor", "Ngozi"), before.clone()]);
    desk.signs(vec![phone("+447700900456", By(AMINA, vec![before.id()]))]);
    assert_eq!(found(&desk, "07700 900456"), [MOTHER]);
    assert!(found(&desk, "07700 900123").is_empty());
}

#[test]
fn a_mistyped_name_finds_whoever_was_added_or_renamed_since_the_last_search() {
    let desk = Desk::new();
    let named = identity(MOTHER, "Zawadzka", "Ewelina");
    desk.signs(vec![named.clone()]);
    assert_eq!(found(&desk, "Zavatska"), [MOTHER]);
    desk.signs(vec![identity(BABY, "Zawadzka", "Hanna")]);
    assert_eq!(found(&desk, "Zavatska").len(), 2, "added");
    let married = json!({ "family": "Thistlewood", "given": "Ewelina" });
    desk.signs(vec![fact(EntryKind::Identity, Subject::Person(MOTHER), &married, By(AMINA, vec![named.id()]))]);
    assert_eq!(found(&desk, "Zavatska"), [BABY], "renamed");
    desk.vault.rebuild().unwrap();
    assert_eq!(found(&desk, "Zavatska"), [BABY], "made again");
}

#[test]
fn records_are_found_by_their_words_in_any_order() {
    let desk = Desk::new();
    let told = narrative(1, "Safe sleep talked through; basket seen beside the bed.", first(BETH));
    desk.signs(vec![told.clone(), narrative(2, "Weaning, nothing else.", first(AMINA))]);
    for typed in ["basket sleep", "bask", "SAFE"] {
        let numbers = desk.vault.find_records(typed).unwrap();
        let entries: Vec<_> =
            numbers.iter().map(|number| desk.vault.entry_of_change(*number).unwrap().unwrap().entry).collect();
        assert_eq!(entries, [told.header.entry], "{typed}");
    }
    assert!(desk.vault.find_records("basket weaning").unwrap().is_empty(), "all words, in one record");
}

#[test]
fn only_children_are_the_caseload() {
    let desk = Desk::new();
    desk.signs(vec![identity(MOTHER, "Okafor", "Ngozi"), identity(BABY, "Okafor", "Chidi"), birth(BABY)]);
    assert_eq!(desk.vault.count_children().unwrap(), 1);
    assert_eq!(desk.vault.children(0, 10).unwrap()[0].given, "Chidi");
}

#[test]
fn what_is_made_again_from_the_changes_is_what_was_there() {
    let desk = Desk::new();
    let home = Subject::Household(HouseholdId::from_bytes([8; 16]));
    let agreed = phone("+447700900123", first(AMINA));
    desk.signs(vec![
        identity(MOTHER, "Okafor", "Ngozi"),
        identity(BABY, "Okafor", "Chidi"),
        birth(BABY),
        agreed.clone(),
        fact(EntryKind::Membership, home, &json!({ "person": BABY, "residence": "main" }), first(AMINA)),
        fact(EntryKind::Address, home, &json!({ "lines": ["4 Marsh Lane"], "postcode": "ZZ99 3VZ" }), first(AMINA)),
        narrative(1, "Basket seen beside the bed.", first(BETH)),
    ]);
    desk.signs(vec![phone("+447700900456", By(AMINA, vec![agreed.id()]))]);
    desk.signs(vec![phone("+447700900789", By(BETH, vec![agreed.id()]))]);
    let seen = || {
        let vault = &desk.vault;
        let searches = ["okafor", "marsh", "zz993vz", "07700 900123", "20/10/2026", "ngo"];
        (
            vault.children(0, 10).unwrap().into_iter().map(|row| (row.full_name(), row.born)).collect::<Vec<_>>(),
            vault.home_of(BABY).unwrap(),
            vault.undecided().unwrap().into_iter().map(|stored| stored.body().to_owned()).collect::<Vec<_>>(),
            searches.map(|typed| found(&desk, typed)),
            vault.find_records("basket").unwrap(),
        )
    };
    let before = seen();
    assert_eq!(before.1.as_deref(), Some("4 Marsh Lane, ZZ99 3VZ"));
    assert_eq!(before.2.len(), 1, "two numbers written apart");
    desk.vault.rebuild().unwrap();
    assert_eq!(seen(), before);
}

#[test]
fn an_identity_in_error_takes_nothing_else_with_it_and_finds_it_again() {
    let desk = Desk::new();
    let named = identity(BABY, "Okafor", "Ada");
    let number = json!({ "number": "9990000018", "status": "verified" });
    let number = fact(EntryKind::NhsNumberEntry, Subject::Person(BABY), &number, first(AMINA));
    let (born, died) = (
        birth(BABY),
        json!({ "on": "2026-11-01", "source": "informal", "told_by": "A&E", "circumstances": "not_known" }),
    );
    let died = fact(EntryKind::Death, Subject::Person(BABY), &died, first(AMINA));
    let row = || desk.vault.person(BABY).unwrap();
    desk.signs(vec![named.clone(), number.clone(), born.clone(), died.clone()]);
    let whole = row().unwrap();
    assert!(whole.is_child && whole.nhs_number.is_some() && whole.died_on.is_some(), "as registered");
    let wrong = in_error(&named);
    desk.signs(vec![wrong.clone()]);
    let nameless = row().unwrap();
    assert!(nameless.is_child && nameless.nhs_number == whole.nhs_number && nameless.died_on == whole.died_on);
    assert!(found(&desk, "Okafor").is_empty(), "the name is gone");
    let By(author, _) = first(AMINA);
    let again = json!({ "family": "Okafor", "given": "Ada", "birth_date": "2026-10-20" });
    let again = fact(EntryKind::Identity, Subject::Person(BABY), &again, By(author, vec![wrong.id()]));
    desk.signs(vec![again.clone()]);
    assert!(row().unwrap() == whole, "recorded again, and as it was");
    assert_eq!(found(&desk, "9990000018"), [BABY]);
    for last in [again, number, born, died] {
        assert!(row().is_some(), "somebody, while anything stands");
        desk.signs(vec![in_error(&last)]);
    }
    assert!(row().is_none(), "nothing stands");
}
