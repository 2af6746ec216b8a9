//! Connects core and devices: the only folder that starts threads.

<<<<<<< HEAD
pub mod transcribe;
=======
pub mod review;
>>>>>>> report
