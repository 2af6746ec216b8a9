//! How loud the microphone is, for a meter: 20 readings a second, with a peak that stays long enough to be read.
//!
//! Counts samples, never asks the clock.

/// Readings a second.
pub const READINGS: usize = 20;

/// How long the highest peak stays before it falls, in readings: 1.5 s.
const HOLD: usize = 3 * READINGS / 2;

/// How fast the held peak falls afterwards, in dB a reading: 20 dB a second.
const FALL_DB: f32 = 20.0 / READINGS as f32;

/// What a digital zero is called, in dB relative to full scale.
const SILENCE_DB: f32 = -120.0;

/// From here on a sample is at full scale; 16-bit devices stop one step short of it.
const FULL_SCALE: f32 = 0.999;

/// So many samples at full scale in a row are a wave with its top cut off; one may be the top itself.
const CLIPPED_RUN: usize = 3;

/// After so many readings of nothing but zeros the microphone is dead: even a quiet room has noise. 2 s.
const DEAD: usize = 2 * READINGS;

/// Zeros, give or take what 16-bit dither leaves.
const ZERO: f32 = 1e-6;

/// One reading of the meter. Levels are in dB relative to full scale, -120 for digital silence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Level {
    /// Root mean square of the last 50 ms.
    pub rms_db: f32,
    /// Largest magnitude of the last 50 ms.
    pub peak_db: f32,
    /// Largest magnitude of the last 1.5 s, then falling by 20 dB a second.
    pub hold_db: f32,
    /// Waves were cut off in the last 50 ms: the microphone is turned up too far.
    pub clipping: bool,
    /// Nothing but zeros for 2 s or more: muted, or not connected.
    pub dead: bool,
}

/// The level that the lower end of a meter stands for: below it there is nothing but the room.
pub const METER_FROM_DB: f32 = -60.0;

/// Where a level in dB stands on a meter, from 0 to 1. What is no number stands at the lower end.
pub fn share(db: f32) -> f32 {
    let share = (db - METER_FROM_DB) / -METER_FROM_DB;
    if share.is_nan() { 0.0 } else { share.clamp(0.0, 1.0) }
}

impl Default for Level {
    fn default() -> Self {
        Self { rms_db: SILENCE_DB, peak_db: SILENCE_DB, hold_db: SILENCE_DB, clipping: false, dead: false }
    }
}

/// Takes samples of one device and gives readings.
#[derive(Debug, Clone)]
pub struct Meter {
    window: usize,
    seen: usize,
    power: f64,
    peak: f32,
    run: usize,
    clipped: bool,
    held: usize,
    zeros: usize,
    now: Level,
}

impl Meter {
    /// For a device of that many samples a second.
    pub fn new(rate: u32) -> Self {
        Self {
            window: (rate as usize / READINGS).max(1),
            seen: 0,
            power: 0.0,
            peak: 0.0,
            run: 0,
            clipped: false,
            held: 0,
            zeros: 0,
            now: Level::default(),
        }
    }

    /// Takes samples; `told` gets every reading they complete.
    pub fn take(&mut self, samples: &[f32], mut told: impl FnMut(Level)) {
        for sample in samples {
            let size = sample.abs();
            self.power += f64::from(size) * f64::from(size);
            self.peak = self.peak.max(size);
            self.run = if size >= FULL_SCALE { self.run + 1 } else { 0 };
            self.clipped |= self.run >= CLIPPED_RUN;
            self.seen += 1;
            if self.seen == self.window {
                self.read();
                told(self.now);
            }
        }
    }

    /// The latest reading.
    pub fn now(&self) -> Level {
        self.now
    }

    fn read(&mut self) {
        self.zeros = if self.peak <= ZERO { self.zeros + 1 } else { 0 };
        let peak_db = db(f64::from(self.peak));
        let (hold_db, held) = match () {
            () if peak_db >= self.now.hold_db => (peak_db, 0),
            () if self.held < HOLD => (self.now.hold_db, self.held + 1),
            () => ((self.now.hold_db - FALL_DB).max(peak_db), self.held),
        };
        self.held = held;
        self.now = Level {
            rms_db: db((self.power / self.window as f64).sqrt()),
            peak_db,
            hold_db,
            clipping: self.clipped,
            dead: self.zeros >= DEAD,
        };
        (self.seen, self.power, self.peak, self.clipped) = (0, 0.0, 0.0, false);
    }
}

fn db(magnitude: f64) -> f32 {
    (20.0 * magnitude.max(1e-6).log10()) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readings(meter: &mut Meter, samples: &[f32]) -> Vec<Level> {
        let mut all = Vec::new();
        meter.take(samples, |level| all.push(level));
        all
    }

    fn wave(seconds: f32, height: f32) -> Vec<f32> {
        let samples = (16_000.0 * seconds) as usize;
        (0..samples).map(|i| (i as f32 * 0.3).sin() * height).collect()
    }

    #[test]
    fn twenty_readings_a_second_whatever_the_blocks() {
        let mut meter = Meter::new(16_000);
        let told: usize = wave(1.0, 0.5).chunks(77).map(|block| readings(&mut meter, block).len()).sum();
        assert_eq!(told, 20);
    }

    #[test]
    fn a_wave_of_half_height_is_six_db_down_and_its_power_nine() {
        let level = *readings(&mut Meter::new(16_000), &wave(1.0, 0.5)).last().unwrap();
        assert!((level.peak_db + 6.02).abs() < 0.1, "{level:?}");
        assert!((level.rms_db + 9.03).abs() < 0.1, "{level:?}");
        assert!(!level.clipping && !level.dead);
    }

    #[test]
    fn the_peak_is_held_and_then_falls_slowly() {
        let mut meter = Meter::new(16_000);
        readings(&mut meter, &wave(0.1, 0.5));
        let after = readings(&mut meter, &wave(3.0, 0.005));
        assert!((after[28].hold_db + 6.0).abs() < 0.1, "{:?}", after[28]);
        assert!((after[40].hold_db + 17.0).abs() < 1.5, "{:?}", after[40]);
        assert!((after[59].hold_db + 36.0).abs() < 1.5, "{:?}", after[59]);
    }

    #[test]
    fn a_wave_with_its_top_cut_off_is_clipping_and_a_loud_one_is_not() {
        let mut meter = Meter::new(16_000);
        assert!(readings(&mut meter, &wave(0.2, 0.99)).iter().all(|level| !level.clipping));
        let cut: Vec<f32> = wave(0.2, 1.4).iter().map(|s| s.clamp(-1.0, 1.0)).collect();
        assert!(readings(&mut meter, &cut).iter().all(|level| level.clipping));
    }

    #[test]
    fn zeros_for_two_seconds_are_a_dead_microphone_and_a_quiet_room_is_not() {
        let mut meter = Meter::new(16_000);
        let dead = readings(&mut meter, &vec![0.0; 16_000 * 3]);
        assert_eq!(dead.iter().position(|level| level.dead), Some(39));
        let quiet = readings(&mut meter, &wave(3.0, 0.0002));
        assert!(quiet.iter().all(|level| !level.dead));
    }
}
