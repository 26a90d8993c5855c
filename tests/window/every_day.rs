//! What most days bring, one form after another: each is filled in, signed, and read again on the family's page.

use chrono::{Days, Months, NaiveDate};

use crate::set_up::{Desk, opens_family, unlocks};
use crate::today;
use crate::window::Window;
use Filled::{Choose, Date, Type};

/// What is done to one field.
enum Filled {
    Type(&'static str, &'static str),
    Choose(&'static str, &'static str),
    /// So many days after today.
    Date(&'static str, u64),
}

/// A kind of entry, how its form is filled, and what its summary says.
struct Recorded {
    kind: &'static str,
    filled: &'static [Filled],
    says: &'static str,
}

const OF_THE_CHILD: [Recorded; 12] = [
    Recorded {
        kind: "Handover to school nursing",
        filled: &[
            Type("To which school nursing team?", "Romney school nurses"),
            Type("Which school?", "Marsh Primary"),
            Type("What do they need to know?", "Wears glasses; a key worker at nursery."),
            Choose("What goes on?", "Development and language"),
            Choose("How far has it come?", "Prepared"),
        ],
        says: "Wears glasses",
    },
    Recorded {
        kind: "Advice given",
        filled: &[
            Choose("What did you talk about?", "Safe sleep"),
            Choose("What did you talk about?", "Preventing accidents"),
            Type("What did the parents make of it?", "A stair gate comes this week."),
        ],
        says: "A stair gate comes this week.",
    },
    Recorded {
        kind: "Goal",
        filled: &[
            Type("What does the family want?", "To sleep through."),
            Type("How is it now?", "Wakes four times."),
            Type("How will you all know that it is reached?", "Wakes once, five nights of seven."),
            Type("Who does what?", "Mum keeps a diary."),
            Date("Agreed on", 0),
            Date("When will you look at it together?", 28),
        ],
        says: "Wakes once, five nights of seven.",
    },
    Recorded {
        kind: "Early help assessment",
        filled: &[
            Date("Offered on", 0),
            Type("Why?", "Damp flat, and alone."),
            Choose("What did the family say?", "Yes"),
            Date("When did they say so?", 0),
            Type("Who leads?", "Jo Marsh, family hub, 01632 960001"),
            Date("When will you look at it again?", 40),
        ],
        says: "Jo Marsh, family hub",
    },
    Recorded {
        kind: "Programme",
        filled: &[
            Choose("Which programme?", "A parenting programme"),
            Type("Its name, and who gives it", "Little Steps, at the hub"),
            Type("What is it for?", "Play and talk."),
            Date("From", 0),
        ],
        says: "Little Steps, at the hub",
    },
    Recorded {
        kind: "Alcohol before birth (FASD)",
        filled: &[
            Choose("Was there alcohol before birth?", "Probably, by what else is known"),
            Type("What is hard for the child?", "Growth, and sleep."),
            Choose("Did a doctor find the three facial features?", "No"),
            Choose("Was advice on alcohol given throughout the pregnancy?", "Nobody knows"),
            Choose("Was alcohol asked about and recorded in the pregnancy?", "Nobody knows"),
            Choose("Was the child referred for assessment?", "It is arranged"),
            Choose("Was there a neurodevelopmental assessment?", "No"),
            Choose("Is there a management plan?", "No"),
        ],
        says: "Growth, and sleep.",
    },
    Recorded {
        kind: "Accident or injury",
        filled: &[
            Choose("Where was the child seen with it?", "A&E"),
            Type("Name of that place, and who told you", "William Harvey, by letter"),
            Type("What is said to have happened?", "Mum: he fell from the sofa."),
            Choose("Does the child move about by itself?", "Yes"),
            Choose("What sort?", "Knock on the head"),
            Type("Where on the body?", "Forehead"),
            Type("Size, colour, shape", "2 cm, red"),
            Type("What was done, and what is agreed?", "Head injury leaflet; ring if he is sick."),
        ],
        says: "Mum: he fell from the sofa.",
    },
    Recorded {
        kind: "Health concern",
        filled: &[
            Choose("What is it about?", "Hearing"),
            Type("What is the concern?", "Does not turn to his name."),
            Type("Who is concerned?", "Her mother"),
            Type("What is done about it?", "Audiology; look again in 4 weeks."),
        ],
        says: "Does not turn to his name.",
    },
    Recorded {
        kind: "Special educational needs and disability",
        filled: &[
            Type("What is the concern?", "Three words at two."),
            Date("When were the parents told?", 0),
            Type("What do the parents think?", "They want the council to know."),
            Date("When was the council notified?", 0),
            Type("Which council, and whom there?", "Kent, early years team"),
            Type("What helps meanwhile?", "Portage visits each week."),
            Type("Whom does the family ring?", "Amina"),
            Date("When will you look at it again?", 60),
        ],
        says: "Portage visits each week.",
    },
    Recorded {
        kind: "Professional disagreement",
        filled: &[
            Type("With whom do you disagree?", "Duty social worker"),
            Type("What about, and what does it mean for the child?", "No visit for a week; nobody sees him."),
            Date("When did you raise it?", 0),
            Type("What keeps the child safe meanwhile?", "Grandmother stays with them."),
            Choose("How far has it gone?", "Between the practitioners"),
        ],
        says: "",
    },
    Recorded {
        kind: "Consent to share",
        filled: &[
            Type("With whom?", "Romney children’s centre"),
            Choose("What for?", "Support by a children’s centre or family hub"),
            Choose("What may be shared?", "Names, and the child’s birth date"),
            Choose("What did they say?", "Yes"),
            Date("When?", 0),
            Type("Who said so?", "Gemma Smith"),
            Choose("By what right can they say so?", "They have parental responsibility, and that was checked"),
            Choose("How did they say it?", "Spoken, face to face"),
            Type("What shows it?", "\"Yes, tell them\", to me at home."),
        ],
        says: "Romney children’s centre",
    },
    Recorded {
        kind: "Information shared, or not",
        filled: &[
            Date("When was it decided?", 0),
            Choose("Was it shared?", "Not shared"),
            Type("What was asked for, or shared?", "Their address"),
            Type("To whom?", "A man on the telephone"),
            Type("What for?", "He said, to send a parcel"),
            Choose("On what footing?", "Safeguarding"),
            Type("Why?", "Nobody knows who he is."),
            Choose("Does the family know?", "Yes, they were told"),
        ],
        says: "Nobody knows who he is.",
    },
];

const OF_THE_MOTHER: [Recorded; 2] = [
    Recorded {
        kind: "Smoking",
        filled: &[
            Choose("Did you ask?", "Yes"),
            Choose("Do they smoke?", "Yes"),
            Type("How many cigarettes a day?", "5"),
            Choose("Does anybody else at home smoke?", "No"),
            Choose("Are home and car free of smoke?", "Yes"),
            Choose("Was a stop-smoking service offered?", "Yes, and referred"),
        ],
        says: "Yes, and referred",
    },
    Recorded {
        kind: "Drugs and other substances",
        filled: &[
            Choose("Did you ask?", "Yes"),
            Choose("Do they use anything, or did they?", "No"),
            Type("What was said and agreed?", "She never has."),
        ],
        says: "",
    },
];

// Shows HCP-11, HCP-14, NEED-09, NEED-10, NEED-11, CLIN-08, CLIN-09, CLIN-10, CLIN-14, CLIN-17, SAFE-04, SAFE-05, SHR-02, SHR-03, SEND-01.
#[test]
fn what_most_days_bring_is_recorded_and_read_again() {
    let desk = Desk::of("every_day");
    let window = &desk.window;
    unlocks(window);
    opens_family(window, "smith alf", "SMITH, Alfie");
    OF_THE_CHILD.iter().for_each(|recorded| record(window, recorded));
    asks_for_a_social_worker(window);
    window.press("SMITH, Gemma");
    window.sees("What happened");
    OF_THE_MOTHER.iter().for_each(|recorded| record(window, recorded));
    window.look("mother");
}

fn record(window: &Window, recorded: &Recorded) {
    opens(window, recorded.kind);
    for filled in recorded.filled {
        match filled {
            Type(name, text) => window.fill(name, text),
            Choose(group, name) => window.choose(group, name),
            Date(legend, days) => window.fill_date(legend, day(*days)),
        }
    }
    window.look(recorded.kind);
    signs(window);
    window.sees(recorded.says);
}

fn day(after_today: u64) -> NaiveDate {
    today::date() + Days::new(after_today)
}

fn opens(window: &Window, kind: &str) {
    window.pick("What do you want to record?", kind);
    window.press("Record it");
    window.sees("Sign and save");
}

fn signs(window: &Window) {
    window.press("Sign and save");
    window.sees("Saved on this laptop");
}

// Shows SAFE-02.
fn asks_for_a_social_worker(window: &Window) {
    opens(window, "Lead practitioner");
    window.fill("Who leads?", "Amina Yusuf");
    window.choose("What is their profession?", "Health visitor");
    window.fill("For which service do they work?", "Marsh Health Visiting");
    window.fill("How are they reached?", "01632 960002");
    window.choose("What do they lead?", "Section 47 enquiry, or a child protection plan");
    window.fill_date("Since when?", today::date() - Months::new(1));
    window.fill("Who asked them to lead?", "Sam Hill");
    window.choose("Is that a manager qualified in social work?", "Yes");
    window.choose("Did they agree to lead?", "Yes");
    window.press("Sign and save");
    window.sees("There is a problem");
    window.look("lead-not-a-social-worker");
    window.choose("What is their profession?", "Social worker");
    window.fill("Who leads?", "Robin Field");
    signs(window);
    window.sees("Robin Field");
    window.look("child");
}
