//! A letter that came in: its scan is attached, looked at, and saved as a copy after a warning.

use std::fs;
use std::path::Path;

use crate::recording::opens_the_family;
use crate::set_up::Desk;
use crate::today;
use crate::window::Window;

const PDF: &str = "%PDF-1.4\n%%EOF\n";

// Shows DOC-01.
#[test]
fn a_scan_is_attached_shown_and_saved_as_a_copy() {
    let Desk { team, laptop, window } = Desk::of("scanned");
    opens_the_family(&window);
    files_a_letter(&window);
    window.press("Attach the scan");
    window.look("attach");
    window.attach("Which file is it?", &Path::new(env!("CARGO_MANIFEST_DIR")).join("../src-tauri/icons/128x128.png"));
    window.press("Attach it");
    window.press("Show The scan");
    let width = "const img = document.querySelector('.app-scan__picture'); await img.decode(); return img.naturalWidth";
    window.sees("Hide The scan");
    assert_eq!(window.attempt(width)["reached"], 128, "the picture itself is seen");
    window.look("picture");

    let letter = team.folder().join("letter.pdf");
    fs::write(&letter, PDF).unwrap();
    window.press("Attach another file");
    window.attach("Which file is it?", &letter);
    window.press("Attach it");
    window.press("Show Scan 2");
    window.sees("A PDF cannot be shown in Doorstep itself");
    window.look("pdf");
    window.press("Yes, save a copy");
    window.sees("Saved with your downloads");
    assert_eq!(laptop.saved(&format!("doorstep-document-{}.pdf", today::date())), PDF);
    window.press("To the chronology Document that came in");
    window.holds("What happened?", "Discharge after a fall");
    window.look("chronology");
}

fn files_a_letter(window: &Window) {
    window.pick("What do you want to record?", "Document that came in");
    window.press("Record it");
    window.choose("What sort of document is it?", "Discharge letter");
    window.fill("What is it about?", "Discharge after a fall");
    window.fill("From whom?", "Children’s ward");
    window.fill_date("When did it come?", today::date());
    window.choose("How sensitive is it?", "Standard: everybody who works with the family");
    window.look("document");
    window.press("Sign and save");
    window.sees("Saved on this laptop");
}
