//! What a page cannot do, even one that somebody slipped a script into: tried in the real window.

use std::rc::Rc;

use serde_json::json;

use crate::laptop::Laptop;
use crate::screenshots::Screenshots;
use crate::team::Team;

/// Each is the body of a function that gives what it reached, and must not reach anything.
const ATTEMPTS: [(&str, &str); 8] = [
    ("another machine", "return (await fetch('https://192.0.2.1/')).status"),
    ("this machine", "return (await fetch('http://127.0.0.1:9/')).status"),
    ("text run as a script", "return (0, eval)('1 + 1')"),
    (
        "a script of its own",
        "const s = document.createElement('script'); s.textContent = 'window.ran = true'; \
        document.head.append(s); if (window.ran) return 'ran'; throw new Error('it did not run')",
    ),
    ("a command of the window", "return await invoke('plugin:window|close', {})"),
    ("a command of the program", "return await invoke('plugin:app|version', {})"),
    ("a file", "return await invoke('plugin:fs|read_text_file', { path: '/etc/hostname' })"),
    ("events", "return await invoke('plugin:event|emit', { event: 'x', payload: null })"),
];

#[test]
fn a_page_reaches_nothing_but_the_one_call() {
    let team = Team::start();
    let screenshots = Rc::new(Screenshots::of("walls"));
    let mut laptop = Laptop::new("amina", team.folder(), &screenshots);
    let window = laptop.opens();
    window.sees("Set up Doorstep on this laptop");
    let call = window.attempt("return await invoke('call', { name: 'session', input: {} })");
    assert_eq!(call["reached"]["vaults"], json!([]), "the one call works: {call}");
    for (what, attempt) in ATTEMPTS {
        let outcome = window.attempt(attempt);
        assert!(outcome.get("reached").is_none(), "a page reached {what}: {outcome}");
    }
    window.goes_nowhere("https://192.0.2.1/");
}
