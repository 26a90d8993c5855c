//! Tasks, messages, documents, appointments (TASK-01, DOC-01, APP-01).

use super::{Allowed, Search, Waits};
use crate::entries::EntryKind;
use crate::entries::appointment::{Appointment, AppointmentState, InterpreterBooking};
use crate::entries::document::Document;
use crate::entries::message::Message;
use crate::entries::task::{Task, TaskState};

impl Search<'_> {
    pub(super) fn work(&mut self) {
        for said in self.said::<Task>(EntryKind::Task).iter().filter(|said| said.body.state == TaskState::Open) {
            let one = self.open(said.entry, Waits::Task, said.entry.signed_at.date_naive()).named(&said.body.what);
            self.add(one.due(said.body.due_on).owned_by(said.body.owner));
        }
        for said in self.said::<Message>(EntryKind::Message) {
            if said.body.acknowledged_by.is_none() {
                let days = self.policy.follow_up.message;
                let one = self.open(said.entry, Waits::Message, said.body.taken_on).named(&said.body.from_whom);
                let one = one.due(self.working_days(said.body.taken_on, days)).owned_by(said.body.to);
                self.add(one.allowed(Allowed::WorkingDays { days }));
            }
        }
        self.documents();
        self.appointments();
    }

    fn documents(&mut self) {
        for said in self.said::<Document>(EntryKind::Document) {
            let body = &said.body;
            let waits = match (body.read_by, body.acted_on.trim().is_empty()) {
                (None, _) => Waits::DocumentUnread,
                (Some(_), true) => Waits::DocumentNotActedOn,
                (Some(_), false) => continue,
            };
            let days = self.policy.follow_up.document;
            let one = self.open(said.entry, waits, body.received_on).named(&body.title);
            self.add(one.due(self.working_days(body.received_on, days)).allowed(Allowed::WorkingDays { days }));
        }
    }

    fn appointments(&mut self) {
        for said in self.said::<Appointment>(EntryKind::Appointment) {
            let body = &said.body;
            if !matches!(body.state, AppointmentState::Booked | AppointmentState::Moved) {
                continue;
            }
            let open = |waits| self.open(said.entry, waits, body.on).named(&body.purpose).due(body.on);
            if body.on < self.today {
                self.add(open(Waits::AppointmentPassed).owned_by(body.with));
            } else if body.interpreter == InterpreterBooking::ToBook {
                self.add(open(Waits::InterpreterToBook).owned_by(body.with));
            }
        }
    }
}
