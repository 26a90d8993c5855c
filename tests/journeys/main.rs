//! Whole stories, in sentences: laptops with real vaults and a service on a real socket, in one process.

#[cfg(test)]
mod allocating;
#[cfg(test)]
mod babies;
#[cfg(test)]
mod bad_link;
#[cfg(test)]
mod bad_network;
#[cfg(test)]
mod caseloads;
#[cfg(test)]
mod centre_slice;
#[cfg(test)]
mod centres;
mod clock;
#[cfg(test)]
mod death;
#[cfg(test)]
mod declined;
#[cfg(test)]
mod laptop;
#[cfg(test)]
mod look_up;
#[cfg(test)]
mod moved_staff;
#[cfg(test)]
mod moving;
#[cfg(test)]
mod one_person;
#[cfg(test)]
mod one_slot;
#[cfg(test)]
mod one_visit;
#[cfg(test)]
mod put_back;
#[cfg(test)]
mod restored;
#[cfg(test)]
mod same_file;
#[cfg(test)]
mod scanned;
#[cfg(test)]
mod seen;
#[cfg(test)]
mod team;
#[cfg(test)]
mod together;
