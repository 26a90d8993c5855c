//! The window, as a person uses it: by what is written on it, and by the keyboard.

use std::path::Path;
use std::rc::Rc;
use std::thread::sleep;
use std::time::{Duration, Instant};

use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};

use crate::programs;
use crate::screenshots::Screenshots;
use crate::webdriver::{CONTROL, ENTER, Refused, WebDriver};

/// Two engineers' builds may share the machine with the test: it waits long, and only where it must.
const PATIENCE: Duration = Duration::from_secs(60);
/// The page scrolls after the focus.
const A_MOMENT: Duration = Duration::from_secs(2);
const GLANCE: Duration = Duration::from_millis(40);

const PAGE: &str = include_str!("page.js");
const RULES: &str = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']";

pub(crate) struct Window {
    driver: WebDriver,
    whose: &'static str,
    screenshots: Rc<Screenshots>,
}

impl Window {
    pub(crate) fn new(driver: WebDriver, whose: &'static str, screenshots: Rc<Screenshots>) -> Self {
        Self { driver, whose, screenshots }
    }

    /// Clicks on the button or link of this name.
    #[track_caller]
    pub(crate) fn press(&self, name: &str) {
        self.patiently(&format!("press {name:?}"), || self.click(&self.one(&["button", "link"], name, None)?));
    }

    /// Types over what the box of this name holds.
    #[track_caller]
    pub(crate) fn fill(&self, name: &str, text: &str) {
        self.patiently(&format!("fill {name:?}"), || {
            self.click(&self.one(&["box"], name, None)?)?;
            self.driver.press_both(CONTROL, 'a')?;
            self.driver.press_keys(text.chars().map(|key| if key == '\n' { ENTER } else { key }))?;
            let holds = self.held(name)?;
            if holds == text { Ok(()) } else { Err(Refused(format!("it holds {holds:?}"))) }
        });
    }

    /// Types over what the box of this name, one of a group, holds.
    #[track_caller]
    pub(crate) fn fill_within(&self, group: &str, name: &str, text: &str) {
        self.patiently(&format!("fill {name:?} of {group:?}"), || {
            self.click(&self.one(&["box"], name, Some(group))?)?;
            self.driver.press_both(CONTROL, 'a')?;
            self.driver.press_keys(text.chars())
        });
    }

    /// Types a day into the three boxes of a date.
    #[track_caller]
    pub(crate) fn fill_date(&self, legend: &str, date: NaiveDate) {
        for (part, number) in
            [("Day", date.day().to_string()), ("Month", date.month().to_string()), ("Year", date.year().to_string())]
        {
            self.fill_within(legend, part, &number);
        }
    }

    /// Gives the file box of this name a file.
    #[track_caller]
    pub(crate) fn attach(&self, name: &str, file: &Path) {
        self.patiently(&format!("attach to {name:?}"), || {
            self.driver.attach(&self.one(&["box"], name, None)?, &file.display().to_string())
        });
    }

    /// Chooses one of a group of circles or ticks.
    #[track_caller]
    pub(crate) fn choose(&self, group: &str, name: &str) {
        self.patiently(&format!("choose {name:?} of {group:?}"), || {
            let choice = self.one(&["choice"], name, Some(group))?;
            self.click(&choice)?;
            let chosen = self.run("return arguments[0].checked", json!([choice]))?;
            if chosen == true { Ok(()) } else { Err(Refused("it is not chosen".into())) }
        });
    }

    /// Picks a line of a list that opens.
    #[track_caller]
    pub(crate) fn pick(&self, list: &str, line: &str) {
        self.patiently(&format!("pick {line:?} of {list:?}"), || {
            let list = self.one(&["box"], list, None)?;
            let found = self.run("return best([...arguments[0].options], arguments[1])", json!([list, line]))?;
            self.driver.click(found.get(0).ok_or_else(|| Refused("there is no such line".into()))?)
        });
    }

    /// Waits until the window shows these words.
    #[track_caller]
    pub(crate) fn sees(&self, words: &str) {
        self.patiently(&format!("see {words:?}"), || match self.text()?.contains(words) {
            true => Ok(()),
            false => Err(Refused("it is not there".into())),
        });
    }

    /// Waits until the window no longer shows these words.
    #[track_caller]
    pub(crate) fn sees_no_more(&self, words: &str) {
        self.patiently(&format!("see no more {words:?}"), || match self.text()?.contains(words) {
            true => Err(Refused("it is still there".into())),
            false => Ok(()),
        });
    }

    /// Waits until the box of this name holds this.
    #[track_caller]
    pub(crate) fn holds(&self, name: &str, text: &str) {
        self.patiently(&format!("find {text:?} in {name:?}"), || match self.held(name)? {
            held if held == text => Ok(()),
            held => Err(Refused(format!("it holds {held:?}"))),
        });
    }

    /// Waits until one of a group is the chosen one.
    #[track_caller]
    pub(crate) fn is_chosen(&self, group: &str, name: &str) {
        self.patiently(&format!("find {name:?} of {group:?} chosen"), || {
            let choice = self.one(&["choice"], name, Some(group))?;
            match self.run("return arguments[0].checked", json!([choice]))? {
                Value::Bool(true) => Ok(()),
                _ => Err(Refused("it is not".into())),
            }
        });
    }

    /// What a script of the page reaches, as `reached`, or why it does not, as `refused`.
    #[track_caller]
    pub(crate) fn attempt(&self, body: &str) -> Value {
        let run = format!(
            "const done = arguments[arguments.length - 1];
            const invoke = window.__TAURI_INTERNALS__.invoke;
            (async () => {{ {body} }})().then((reached) => done({{ reached }}), (why) => done({{ refused: String(why) }}));"
        );
        self.driver.run_until_answered(&run).unwrap_or_else(|refused| self.fail("try something", &refused))
    }

    /// Asks the page to go elsewhere, and finds it where it was.
    #[track_caller]
    pub(crate) fn goes_nowhere(&self, address: &str) {
        let before = self.text();
        self.run("window.location.href = arguments[0]", json!([address])).unwrap();
        sleep(A_MOMENT);
        let place = self.run("return window.location.href", json!([])).unwrap();
        assert!(place.as_str().is_some_and(|place| place.starts_with("tauri://")), "the window went to {place}");
        assert_eq!(self.text().ok(), before.ok());
    }

    /// All that the window shows, as one line.
    pub(crate) fn text(&self) -> Result<String, Refused> {
        let text = self.run("return plain(document.body.innerText)", json!([]))?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Presses keys, one after another, wherever the focus is.
    #[track_caller]
    pub(crate) fn press_keys(&self, keys: impl IntoIterator<Item = char>) {
        self.driver.press_keys(keys).unwrap_or_else(|refused| self.fail("press keys", &refused));
    }

    /// What has the focus, once the page has come to rest around it.
    #[track_caller]
    pub(crate) fn focus(&self) -> Focus {
        let started = Instant::now();
        loop {
            match self.focus_now() {
                Ok(focus) if focus.hidden && started.elapsed() < A_MOMENT => sleep(GLANCE),
                Ok(focus) => return focus,
                Err(refused) => self.fail("find the focus", &refused),
            }
        }
    }

    fn focus_now(&self) -> Result<Focus, Refused> {
        let found = self.run(include_str!("focus.js"), json!([]))?;
        let text = |name: &str| found[name].as_str().unwrap_or_default().to_owned();
        Ok(Focus { name: text("name"), group: text("group"), value: text("value"), hidden: found["hidden"] == true })
    }

    /// Keeps a picture of the screen, and finds nothing on it that would shut somebody out.
    #[track_caller]
    pub(crate) fn look(&self, screen: &str) {
        let picture = self.picture(screen);
        // What has scrolled under a bar that stays is not out of reach: the bars are judged as if they scrolled along.
        let run = format!(
            "const done = arguments[arguments.length - 1];
            const stays = [...document.querySelectorAll('*')].filter((one) => getComputedStyle(one).position === 'sticky');
            for (const one of stays) one.style.position = 'static';
            axe.run(document, {{ runOnly: {RULES} }}).then(
              ({{ violations }}) => violations.map(({{ id, nodes }}) => [id, ...nodes.map(({{ html }}) => html)]),
              (error) => [[String(error)]]
            ).then((found) => {{
              for (const one of stays) one.style.position = '';
              done(found);
            }});"
        );
        let violations = self
            .load_axe()
            .and_then(|()| self.driver.run_until_answered(&run))
            .unwrap_or_else(|refused| self.fail("run axe", &refused));
        assert_eq!(violations, json!([]), "{screen} shuts somebody out: {picture}");
        let wide = self.run(include_str!("wide.js"), json!([])).unwrap();
        assert_eq!(wide, json!([]), "{screen} is wider than the window: {picture}");
    }

    fn load_axe(&self) -> Result<(), Refused> {
        if self.run("return typeof axe", json!([]))? == "undefined" {
            self.driver.run(&programs::axe(), &json!([]))?;
        }
        Ok(())
    }

    /// Keeps a picture of the screen, and says where.
    pub(crate) fn picture(&self, name: &str) -> String {
        match self.driver.screenshot() {
            Ok(png) => self.screenshots.keep(&format!("{}-{name}", self.whose), &png).display().to_string(),
            Err(Refused(why)) => format!("no picture: {why}"),
        }
    }

    /// The one thing of this name. Two of one name would leave a person guessing as well.
    fn one(&self, sorts: &[&str], name: &str, group: Option<&str>) -> Result<Value, Refused> {
        let found = self.run("return find(...arguments)", json!([sorts, name, group]))?;
        match found.as_array().map(Vec::as_slice) {
            Some([one]) => Ok(one.clone()),
            Some([]) => Err(Refused("there is none".into())),
            _ => Err(Refused(format!("there are several: {found}"))),
        }
    }

    fn click(&self, element: &Value) -> Result<(), Refused> {
        // As one would scroll: not to the edge, where what stays at the edge lies over it.
        self.run("arguments[0].scrollIntoView({ block: 'center' })", json!([element]))?;
        if self.run("return arguments[0].disabled === true", json!([element]))? == true {
            return Err(Refused("it cannot be used yet".into()));
        }
        self.driver.click(element)
    }

    fn held(&self, name: &str) -> Result<String, Refused> {
        let value = self.run("return arguments[0].value", json!([self.one(&["box"], name, None)?]))?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    fn run(&self, script: &str, arguments: Value) -> Result<Value, Refused> {
        self.driver.run(&format!("{PAGE}\n{script}"), &arguments)
    }

    /// Tries until it works: a screen may still be on its way.
    #[track_caller]
    fn patiently<T>(&self, what: &str, mut attempt: impl FnMut() -> Result<T, Refused>) -> T {
        let started = Instant::now();
        loop {
            match attempt() {
                Ok(done) => return done,
                Err(refused) if started.elapsed() > PATIENCE => self.fail(what, &refused),
                Err(_) => sleep(GLANCE),
            }
        }
    }

    #[track_caller]
    fn fail(&self, what: &str, refused: &Refused) -> ! {
        let Refused(why) = refused;
        let text = self.text().unwrap_or_else(|Refused(why)| why);
        panic!("{} cannot {what}: {why}\nscreenshot: {}\nthe window says: {text}", self.whose, self.picture("FAILED"))
    }
}

/// What has the focus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Focus {
    pub(crate) name: String,
    /// The group that it is one of.
    pub(crate) group: String,
    /// What it holds; for a choice, whether it is chosen.
    pub(crate) value: String,
    /// Whether it lies outside the window, or wholly under something else.
    pub(crate) hidden: bool,
}
