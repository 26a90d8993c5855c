//! Whole stories, in sentences: laptops with real vaults and a service on a real socket, in one process.

#[cfg(test)]
mod laptop;
#[cfg(test)]
mod one_visit;
#[cfg(test)]
mod same_file;
#[cfg(test)]
mod team;
