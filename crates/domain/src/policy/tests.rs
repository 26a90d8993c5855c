use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::*;
use crate::entries::contact::ReviewKind;

fn shipped() -> Policy {
    Policy::shipped().unwrap_or_else(|error| panic!("{error}"))
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn refused(file: &str, from: &str, to: &str) -> PolicyError {
    let text = SHIPPED.iter().find(|(name, _)| *name == file).unwrap().1;
    assert!(text.contains(from), "{file} no longer says {from:?}");
    shipped().with_override(file, text.replacen(from, to, 1)).map(|_| ()).unwrap_err()
}

#[test]
fn every_shipped_file_is_read_and_every_file_is_shipped() {
    shipped();
    let assets = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets");
    for folder in ["assessment", "calendar", "clocks", "immunisation", "instruments", "invitations", "schedule"] {
        for file in std::fs::read_dir(assets.join(folder)).unwrap() {
            let name = format!("{folder}/{}", file.unwrap().file_name().to_string_lossy());
            assert!(SHIPPED.iter().any(|(shipped, _)| *shipped == name), "{name} is not in the list of policy.rs");
        }
    }
}

#[test]
fn a_broken_file_is_refused_with_its_name_the_line_and_the_reason() {
    let rules = "schedule/2015-regulation.toml";
    let cases = [
        (rules, "schema = 1", "schema = 2", 5, "schema 1"),
        (rules, "schema = 1", "schema = ", 5, ""),
        (rules, "effective_from = 2015-10-01", "effective_from = \"soon\"", 8, ""),
        (rules, "effective_from = 2015-10-01", "effective_from = 2015-10-01T08:00:00", 8, "a date such as"),
        (rules, "effective_to = 2021-05-18", "effective_to = 2014-05-18", 9, "before it begins"),
        (rules, "effective_to = 2021-05-18", "effective_to = 2021-05-17", 4, "the day before \"Guidance of 2021\""),
        (rules, "title = \"Regulation of 2015\"", "title = \" \"", 6, "names its source"),
        (rules, "opens = \"1 day\"", "opens = \"1 dya\"", 25, "not a time such as"),
        (rules, "opens = \"1 day\"", "opened = \"1 day\"", 25, "unknown field"),
        (rules, "opens = \"1 day\"", "opens = \"15 days\"", 21, "must follow one another"),
        (rules, "soon = \"10 days\"", "soon = \"15 days\"", 21, "a reminder comes between"),
        (rules, "review = \"new_birth\"", "review = \"antenatal\"", 21, "a second rule for antenatal"),
        (rules, "review = \"new_birth\"", "review = \"newbirth\"", 22, "unknown variant"),
        ("instruments/phq-9.toml", "value = 3", "value = 2", 7, "add up to 18"),
        (
            "instruments/phq-9.toml",
            "score = \"item_9\"\nat_least = 1",
            "score = \"item_9\"\nat_least = 4",
            0,
            "go to 4",
        ),
        ("instruments/epds.toml", "[[cut_off]]", "[[question]]\ntext = \"I have\"\n[[cut_off]]", 0, "may not be shown"),
        ("instruments/phq-9.toml", "\"phq_9\"", "\"epds\"", 1, "another file has Epds"),
        ("instruments/asq-3.toml", "form = 12", "form = 11", 0, "no form of 11 months"),
        ("assessment/domains.toml", "  \"No alcohol in the pregnancy\",\n", "", 0, "as many for what protects"),
        ("assessment/domains.toml", "domain = \"substances\"", "domain = \"parenting\"", 0, "Substances is expected"),
        ("immunisation/schedule.toml", "born_before = 2024-07-01", "born_until = 2024-07-01", 39, "unknown field"),
        ("clocks/referral.toml", "urgency = \"urgent\"", "urgency = \"routine\"", 0, "Routine is there twice"),
        ("clocks/no-access.toml", "attempt = 2", "attempt = 3", 0, "attempt 2 is expected"),
        ("invitations/words.toml", "{day} at {time} will", "{day} will", 0, "{time} is missing"),
        ("invitations/words.toml", "{day} at {time} will", "{day} at {time} with {name} will", 0, "nobody fills in"),
        (
            "invitations/words.toml",
            "A reminder of your",
            "Your Health-Visitor reminds you of your",
            0,
            "\"health visit\"",
        ),
        (
            "invitations/words.toml",
            "# telephone = \"01632 960100\"",
            "telephone = \"ask for Beth\"",
            0,
            "a number to ring",
        ),
        ("invitations/words.toml", "\"abuse\",", "\" \",", 0, "must not be said"),
        ("calendar/england-bank-holidays.csv", "2025-04-18", "2025-04-31", 8, "a date such as"),
        ("calendar/england-bank-holidays.csv", "2025-04-18", "2025-04-22", 9, "in order"),
        ("calendar/england-bank-holidays.csv", "# source", "# sauce", 1, "# source"),
    ];
    for (file, from, to, line, reason) in cases {
        let error = refused(file, from, to);
        assert_eq!(error.file, file, "{to}");
        assert!(error.reason.contains(reason), "{to}: {error}");
        assert!(line == 0 || error.line == line, "{to}: {error}");
    }
}

#[test]
fn an_organisation_replaces_a_file_and_the_rest_stays() {
    let own = SHIPPED.iter().find(|(name, _)| *name == "clocks/referral.toml").unwrap().1;
    let policy =
        shipped().with_override("clocks/referral.toml", own.replace("working_days = 5", "working_days = 3")).unwrap();
    assert_eq!(policy.clocks.acknowledge(Urgency::Routine), Acknowledge::WorkingDays(3));
    assert_eq!(policy.clocks.acknowledge(Urgency::Urgent), Acknowledge::WorkingDays(2));
    assert!(shipped().with_override("clocks/mine.toml", own).is_err(), "nobody would read it");
}

#[test]
fn an_organisation_adds_rules_of_a_later_day_and_the_older_ones_end_the_day_before() {
    let own = SHIPPED.iter().find(|(name, _)| *name == "schedule/2026-guidance.toml").unwrap().1;
    let own = own.replace("effective_from = 2026-02-06", "effective_from = 2027-04-01");
    let policy = shipped().with_override("schedule/local.toml", own).unwrap();
    let ends: Vec<_> = policy.schedule.versions().iter().map(|version| version.origin.effective_to).collect();
    assert_eq!(ends, [None, Some(date("2027-03-31")), Some(date("2026-02-05")), Some(date("2021-05-18"))]);
}

#[test]
fn the_regulation_is_in_every_version_and_the_extra_contacts_since_2021() {
    let mandated = |version: &RuleVersion| version.rules.iter().filter(|rule| rule.mandated).count();
    let policy = shipped();
    assert!(policy.schedule.versions().iter().all(|version| mandated(version) == 5), "SI 2013/351 regulation 5A");
    let extra = |version: &RuleVersion| version.rule(ReviewKind::ExtraSixMonths).is_some();
    assert_eq!(policy.schedule.versions().iter().map(extra).collect::<Vec<_>>(), [true, true, false]);
}

#[test]
fn item_10_of_epds_and_item_9_of_phq_9_are_never_passed_over() {
    let policy = shipped();
    for (id, item, total) in [(InstrumentId::Epds, "item_10", 30.0), (InstrumentId::Phq9, "item_9", 27.0)] {
        let instrument = policy.instrument(id).unwrap();
        assert_eq!(instrument.alerts(item, 0.0).count(), 0);
        assert_eq!(instrument.alerts(item, 1.0).map(|alert| alert.act).collect::<Vec<_>>(), [Urgent::Immediate]);
        assert_eq!(instrument.check("total", total), Ok(()));
        assert_eq!(instrument.check("total", total + 1.0), Err(OutOfRange));
        assert_eq!(instrument.check(item, 4.0), Err(OutOfRange));
    }
}

#[test]
fn wording_is_shown_only_where_its_owner_allows_it() {
    use InstrumentId as Id;
    let policy = shipped();
    let shown = [(Id::Whooley, 2), (Id::Gad2, 2), (Id::Gad7, 7), (Id::Phq9, 9)];
    for (id, questions) in shown {
        let instrument = policy.instrument(id).unwrap();
        assert_eq!((instrument.wording, instrument.questions.len()), (Wording::Verbatim, questions), "{id:?}");
    }
    assert_eq!(policy.instrument(Id::Gad7).unwrap().answers[0].text, "Not at all", "never \"Not at all sure\"");
    for id in [Id::Epds, Id::AuditC, Id::Sdq, Id::Gcp2, Id::Asq3, Id::AsqSe2] {
        let instrument = policy.instrument(id).unwrap();
        assert!(instrument.wording == Wording::None && instrument.questions.is_empty(), "{id:?}");
    }
}

#[test]
fn a_score_of_asq_3_is_read_by_the_cut_off_of_its_form() {
    let policy = shipped();
    let asq = policy.instrument(InstrumentId::Asq3).unwrap();
    for (form, score, value, below) in [
        (27, "communication", 15.0, true), // DOMAIN S5
        (27, "gross_motor", 45.0, false),
        (24, "fine_motor", 35.16, false), // at the cut-off is at the expected level
        (24, "fine_motor", 35.15, true),
        (30, "personal_social", 32.0, true),
        (12, "communication", 15.0, true),
        (18, "communication", 0.0, false), // no cut-off is known
    ] {
        assert_eq!(asq.reached(score, value, Some(form)).count() == 1, below, "{form} months, {score} {value}");
    }
}

#[test]
fn a_form_is_chosen_by_corrected_age_until_24_months_and_then_by_the_age_itself() {
    let policy = shipped();
    let asq = policy.instrument(InstrumentId::Asq3).unwrap();
    let early = "31+2".parse().ok(); // 61 days early
    let term = "39+0".parse().ok();
    use FormAge::{Chronological, Corrected, GestationUnknown};
    for (gestation, on, form) in [
        (term, "2027-01-10", Some((12, Chronological))),
        (early, "2027-01-10", Some((9, Corrected))), // expected 12 March: 9 months 29 days
        (None, "2027-01-10", Some((12, GestationUnknown))),
        (early, "2026-03-01", None), // not yet expected
        (term, "2026-02-09", None),  // younger than the first form
        (early, "2028-01-09", Some((22, Corrected))),
        (early, "2028-01-10", Some((24, Chronological))),
        (term, "2028-02-25", Some((24, Chronological))), // 25 months 15 days
        (term, "2028-02-26", Some((27, Chronological))), // 25 months 16 days
        (term, "2028-05-25", Some((27, Chronological))),
        (term, "2028-05-26", Some((30, Chronological))),
        (term, "2031-07-09", Some((60, Chronological))),
        (term, "2031-07-10", None), // 66 months
    ] {
        let found = asq.form_for(date("2026-01-10"), gestation, date(on)).map(|(form, by)| (form.months, by));
        assert_eq!(found, form, "on {on}");
    }
}

#[test]
fn a_child_is_asked_about_the_doses_of_its_own_cohort() {
    let policy = shipped();
    let doses = |birth: &str| {
        let due = policy.immunisations.due(date(birth));
        due.map(|(day, dose)| format!("{day} {}", dose.vaccines.join("+"))).collect::<Vec<_>>()
    };
    let younger = doses("2026-03-02");
    assert_eq!(younger[0], "2026-04-27 6-in-1+MenB+rotavirus", "8 weeks");
    assert_eq!(younger[4], "2027-09-02 6-in-1+MMRV", "18 months");
    assert_eq!(younger[5], "2029-07-02 4-in-1 pre-school");
    let older = doses("2024-06-30");
    assert_eq!(older.last().unwrap(), "2027-10-30 4-in-1 pre-school+MMRV");
    assert!(!older.iter().any(|dose| dose.starts_with("2025-12-30")), "18 months is for those born from July 2024");
}

/// The Sunday after the full moon of the church's tables, from the golden number and the epact (Knuth). The file was made
/// by another rule, Butcher's.
fn easter(year: i32) -> NaiveDate {
    let golden = year % 19 + 1;
    let century = year / 100 + 1;
    let (skipped, moon) = (3 * century / 4 - 12, (8 * century + 5) / 25 - 5);
    let sunday = 5 * year / 4 - skipped - 10;
    let epact = (11 * golden + 20 + moon - skipped).rem_euclid(30);
    let epact = if (epact == 25 && golden > 11) || epact == 24 { epact + 1 } else { epact };
    let full = if 44 - epact < 21 { 74 - epact } else { 44 - epact };
    let day = full + 7 - (sunday + full) % 7;
    let first = NaiveDate::from_ymd_opt(year, 3, 1).unwrap();
    first.checked_add_days(Days::new(u64::try_from(day - 1).unwrap())).unwrap()
}

#[test]
fn the_bank_holidays_are_those_of_their_rules() {
    let calendar = shipped().calendar;
    let on = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
    let monday_from = |day: NaiveDate| day.iter_days().find(|day| day.weekday() == Weekday::Mon).unwrap();
    for year in 2025..=2036 {
        let mut days = vec![
            easter(year) - Days::new(2),
            easter(year) + Days::new(1),
            monday_from(on(year, 5, 1)),
            monday_from(on(year, 5, 25)),
            monday_from(on(year, 8, 25)),
        ];
        // A holiday that falls on a weekend is taken on the next day that is neither a weekend nor one already.
        for holiday in [on(year, 1, 1), on(year, 12, 25), on(year, 12, 26)] {
            let weekend = |day: &NaiveDate| matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
            let on_a_weekday = [on(year, 12, 25), on(year, 12, 26)].into_iter().filter(|day| !weekend(day));
            let taken: Vec<NaiveDate> =
                days.iter().copied().chain(on_a_weekday.filter(|day| *day != holiday)).collect();
            days.push(holiday.iter_days().find(|day| !weekend(day) && !taken.contains(day)).unwrap());
        }
        let weekdays = on(year, 1, 1).iter_days().take_while(|day| day.year() == year);
        let weekdays = weekdays.filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun));
        let off: Vec<NaiveDate> = weekdays.filter(|day| calendar.is_working_day(*day) == Ok(false)).collect();
        days.sort();
        assert_eq!(off, days, "{year}");
    }
    assert_eq!(easter(2026), on(2026, 4, 5));
    assert_eq!(easter(2035), on(2035, 3, 25), "as early as it gets in these years");
}

#[test]
fn working_days_are_counted_over_weekends_and_holidays() {
    let calendar = shipped().calendar;
    for (from, count, day) in [
        ("2026-11-06", 5, "2026-11-13"), // Friday to Friday
        ("2026-11-07", 1, "2026-11-09"), // received on a Saturday
        ("2026-12-23", 5, "2027-01-04"), // 24, 29, 30, 31, 4: Boxing Day is taken on the 28th
        ("2026-04-02", 2, "2026-04-08"), // over Easter
        ("2026-11-07", 0, "2026-11-07"),
    ] {
        assert_eq!(calendar.working_days_after(date(from), count), Ok(date(day)), "{count} after {from}");
    }
    let until = date("2036-12-31");
    assert_eq!(calendar.working_days_after(date("2036-12-30"), 2), Err(NotInCalendar { until }), "said, not guessed");
    let clocks = shipped().clocks;
    for (urgency, day) in
        [(Urgency::Routine, "2027-01-04"), (Urgency::Urgent, "2026-12-29"), (Urgency::Immediate, "2026-12-25")]
    {
        let due = clocks.acknowledge(urgency).due_on(date("2026-12-23"), &calendar);
        assert_eq!(due, Ok(date(day)), "{urgency:?}: hours do not stop for Christmas");
    }
    assert_eq!((clocks.moved_in_contact_within, clocks.moved_out_chase_after), (10, 5));
    assert_eq!(clocks.attempts[2].then, NextStep::DiscussSameDay);
}
