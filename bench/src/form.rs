//! Records made as a person makes them, through the forms: a caseload is imported, and its children are visited.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::Days;
use doorstep_app::{App, laptop_clock};
use doorstep_domain::fixtures::caseload_csv;
use doorstep_domain::fixtures::dice::Dice;
use serde_json::{Value, json};

use crate::laptop::call;
use crate::narrative::{Names, Narrator};
use crate::{Failed, fail};

/// A form's narratives, and about how long they are, in bytes: as `records::Writer` has them.
const WORDS: [(&str, u32, u32); 7] = [
    ("seen", 650, 1_150),
    ("parents_words", 300, 600),
    ("narrative", 1_150, 1_900),
    ("plan", 200, 450),
    ("measurement_note", 150, 250),
    ("feeding_note", 350, 450),
    ("mother_narrative", 550, 1_100),
];

/// Imports a caseload of so many children.
pub(crate) fn import(app: &App, children: u32) -> Result<(), Failed> {
    let today = laptop_clock()().date_naive();
    let csv = caseload_csv(children, u64::from(children), today.checked_sub_days(Days::new(1)).unwrap_or(today));
    let report = call(app, "import_check", json!({ "name": "caseload.csv", "content": STANDARD.encode(csv) }))?;
    let act = json!({ "act": report["act"] });
    call(app, "import_start", act.clone())?;
    loop {
        match call(app, "import_progress", act.clone())?["state"].as_str() {
            Some("running") => std::thread::sleep(std::time::Duration::from_millis(20)),
            Some("finished") => return Ok(()),
            other => return fail(format!("the import ended as {other:?}")),
        }
    }
}

/// Visits child after child until so many entries are signed. How many there are.
pub(crate) fn visit(app: &App, entries: usize) -> Result<usize, Failed> {
    let caseload = call(app, "caseload", json!({ "from": 0, "limit": 500 }))?;
    let (mut dice, narrator) = (Dice::new(3), Narrator::new());
    let mut signed = 0;
    for child in caseload["children"].as_array().into_iter().flatten() {
        if signed >= entries {
            break;
        }
        signed += visit_one(app, &child["person"], (&mut dice, &narrator))?;
    }
    Ok(signed)
}

fn visit_one(app: &App, child: &Value, (dice, narrator): (&mut Dice, &Narrator)) -> Result<usize, Failed> {
    let open = json!({ "child": child["person"], "review": null, "quick": null });
    let draft = call(app, "open_visit", open)?;
    let mut form = draft["form"].clone();
    for (field, value) in [
        ("start", "00:01"),
        ("end", "00:31"),
        ("mode", "face_to_face"),
        ("place", "home"),
        ("outcome", "took_place"),
        ("child_seen", "awake"),
        ("feeding", "no_breast_milk"),
    ] {
        form[field] = json!(value);
    }
    form["parts"] = draft["parts"].as_array().into_iter().flatten().map(|part| part["typed"].clone()).collect();
    let names = Names { child: child["given"].as_str().unwrap_or("Ada"), mother: "Mum" };
    for (field, least, most) in WORDS {
        let length = dice.between(least, most) as usize;
        form[field] = json!(narrator.tell(dice, names, length));
    }
    let sign = |confirmed: Value| json!({ "draft": draft["draft"], "form": form, "confirmed": confirmed });
    let signed = match app.call("sign_visit", sign(json!([]))) {
        // What is unusual is asked about, and made-up numbers are.
        Err(refused) if refused.problems.is_empty() && !refused.questions.is_empty() => {
            call(app, "sign_visit", sign(json!(refused.questions)))?
        }
        Err(refused) => return fail(format!("sign_visit: {refused:?}")),
        Ok(signed) => signed,
    };
    Ok(signed["entries"].as_array().map_or(0, Vec::len))
}
