//! Contrast, and that the parts of the story stay apart, whoever looks.

use eframe::egui::Color32;

use super::FILE;
use super::Palette;
use super::Theme;
use super::file;

/// Text that is read: WCAG 2.2, success criterion 1.4.3.
const TEXT: f32 = 4.5;

/// What is drawn and has to be made out: success criterion 1.4.11.
const GRAPHICS: f32 = 3.0;

/// The smallest difference between two parts of the story, in `OKLab`, whatever colours somebody sees.
const APART: f32 = 0.09;

/// How people see who lack one kind of cone: rows give red, green and blue. Machado, Oliveira, Fernandes, "A
/// physiologically-based model for simulation of color vision deficiency", 2009, severity 1.0.
const EYES: [[[f32; 3]; 3]; 4] = [
    [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    [
        [0.152_286, 1.052_583, -0.204_868],
        [0.114_503, 0.786_281, 0.099_216],
        [-0.003_882, -0.048_116, 1.051_998],
    ],
    [
        [0.367_322, 0.860_646, -0.227_968],
        [0.280_085, 0.672_501, 0.047_413],
        [-0.011_820, 0.042_940, 0.968_881],
    ],
    [
        [1.255_528, -0.076_749, -0.178_779],
        [-0.078_411, 0.930_809, 0.147_602],
        [0.004_733, 0.691_367, 0.303_900],
    ],
];

fn theme() -> Theme {
    file::parse(FILE).unwrap()
}

fn linear(colour: Color32) -> [f32; 3] {
    let one = |c: u8| {
        let c = f32::from(c) / 255.0;
        if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    [one(colour.r()), one(colour.g()), one(colour.b())]
}

/// WCAG 2.2, "contrast ratio".
fn contrast(a: Color32, b: Color32) -> f32 {
    let luminance = |c| {
        let [r, g, b] = linear(c);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn times(matrix: &[[f32; 3]; 3], v: [f32; 3]) -> [f32; 3] {
    matrix.map(|row| row[0] * v[0] + row[1] * v[1] + row[2] * v[2])
}

/// Björn Ottosson, "A perceptual color space for image processing", 2020.
fn oklab(rgb: [f32; 3]) -> [f32; 3] {
    let lms = times(
        &[
            [0.412_221_46, 0.536_332_55, 0.051_445_995],
            [0.211_903_5, 0.680_699_5, 0.107_396_96],
            [0.088_302_46, 0.281_718_85, 0.629_978_7],
        ],
        rgb.map(|c| c.clamp(0.0, 1.0)),
    );
    times(
        &[
            [0.210_454_26, 0.793_617_8, -0.004_072_047],
            [1.977_998_5, -2.428_592_2, 0.450_593_7],
            [0.025_904_037, 0.782_771_77, -0.808_675_77],
        ],
        lms.map(f32::cbrt),
    )
}

fn both(check: impl Fn(&str, &Palette)) {
    let theme = theme();
    check("light", &theme.light);
    check("dark", &theme.dark);
}

#[test]
fn every_text_can_be_read_on_every_ground_it_is_put_on() {
    both(|name, p| {
        let texts = [p.text, p.muted, p.accent, p.good, p.warn, p.bad];
        for ground in [p.window, p.surface, p.sunken, p.soft] {
            for text in texts {
                let found = contrast(text, ground);
                assert!(found >= TEXT, "{name}: {text:?} on {ground:?} is {found:.2}");
            }
        }
        assert!(contrast(p.on_accent, p.accent) >= TEXT, "{name}: text on the main button");
    });
}

#[test]
fn every_part_of_the_story_can_be_made_out() {
    both(|name, p| {
        assert_eq!(p.beats.len(), 10, "{name}");
        for (beat, colour) in &p.beats {
            assert!(contrast(*colour, p.surface) >= GRAPHICS, "{name}: {beat}");
        }
    });
}

#[test]
fn parts_of_the_story_stay_apart_for_every_eye() {
    both(|name, p| {
        let beats: Vec<_> = p.beats.iter().collect();
        for eye in &EYES {
            for (n, (one, a)) in beats.iter().enumerate() {
                for (other, b) in &beats[n + 1..] {
                    let (a, b) = (oklab(times(eye, linear(**a))), oklab(times(eye, linear(**b))));
                    let apart = a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f32>().sqrt();
                    assert!(apart >= APART, "{name}: {one} and {other} are {apart:.3} apart");
                }
            }
        }
    });
}
