//! Writes what a model says about labelled answers, as `pushback eval` reads it, beside their labels.

use std::collections::BTreeMap;

use pushback::core::rubric::learned::answer;
use pushback::core::rubric::learned::answer::Regression;
use pushback::core::rubric::learned::score::BEATS;
use pushback::core::rubric::learned::score::ClauseScore;
use pushback::core::rubric::learned::score::GRADED;

use crate::corpus::Example;
use crate::targets::PROBES;
use crate::targets::label_figures;
use crate::var;

fn best(p: &[f32]) -> usize {
    (0..p.len()).max_by(|a, b| p[*a].total_cmp(&p[*b])).unwrap()
}

fn rounded_mean(p: &[f32]) -> usize {
    (p.iter().enumerate().map(|(i, p)| i as f32 * p).sum::<f32>() + 0.5).floor() as usize
}

/// Writes `PATH-gold.jsonl` and `PATH-out.jsonl`.
pub fn write<'a>(path: &str, items: impl Iterator<Item = (&'a Example, Vec<ClauseScore>, &'a [Regression])>) {
    let (mut gold, mut out) = (String::new(), String::new());
    for (e, scores, regressions) in items {
        let by: BTreeMap<&str, &Regression> = regressions.iter().map(|r| (r.target.as_str(), r)).collect();
        let f = answer::figures(&e.reading, &e.hints, &scores);
        let p = |t: &str| by[t].probabilities(&f.values);
        let levels: Vec<usize> = GRADED.iter().map(|d| answer::decided(d, &p(d)).unwrap().0).collect();
        let told = answer::decided("disclosure", &p("disclosure")).unwrap().0;
        let told_name = ["absent", "untimed", "reactive", "proactive"][told];
        let attribution =
            ["external", "mixed", "internal"][answer::decided("attribution", &p("attribution")).unwrap().0];
        let mut killers: Vec<String> = Vec::new();
        for k in ["humble_brag", "blame_diffusion"] {
            if p(k)[1] > var("KILL", 0.5) {
                killers.push(k.into());
            }
        }
        if levels[5] == 1 && levels[6] < 2 {
            killers.push("lesson_without_evidence".into());
        }
        if levels[0] == 0 {
            killers.push("no_real_stakes".into());
        }
        if levels[3] >= 1 && told < 2 && levels[0] > 0 {
            killers.push("skipped_disclosure_timing".into());
        }
        let figures = label_figures(&levels, told, &killers, attribution, 0);
        let overall = rounded_mean(&by["overall"].probabilities(&figures)) + 1;
        let figures = label_figures(&levels, told, &killers, attribution, overall);
        let probes = by["probe"].probabilities(&figures);
        let mut order: Vec<usize> = (0..PROBES.len()).collect();
        order.sort_by(|a, b| probes[*b].total_cmp(&probes[*a]));
        let next: Vec<&str> = order.iter().map(|i| PROBES[*i]).take_while(|p| *p != "none").take(4).collect();
        let segments: Vec<serde_json::Value> = segments(e, &scores);
        let mut evidence = serde_json::Map::new();
        for (d, name) in GRADED.iter().enumerate().filter(|(d, _)| levels[*d] > 0) {
            evidence.insert(
                (*name).into(),
                quotes(e, &scores, |s| {
                    s.levels[d][0].mul_add(if levels[d] == 1 { 1.0 } else { 0.4 }, s.levels[d][1])
                }),
            );
        }
        if told > 0 {
            evidence.insert(
                "disclosure".into(),
                quotes(e, &scores, |s| s.told[told - 1] + 0.3 * s.told.iter().sum::<f32>()),
            );
        }
        let mut level_map: serde_json::Map<String, serde_json::Value> =
            GRADED.iter().zip(&levels).map(|(d, l)| ((*d).to_owned(), (*l).into())).collect();
        level_map.insert("disclosure".into(), told_name.into());
        let verdict = serde_json::json!({"id": e.id, "levels": level_map, "killers": killers, "attribution": attribution,
            "overall": overall, "next_probe": next, "evidence": evidence, "segments": segments});
        out.push_str(&format!("{verdict}\n"));
        let g = &e.answer;
        let sentences: Vec<_> =
            g.sentences.iter().map(|s| serde_json::json!({"text": s.text, "beat": s.beat})).collect();
        gold.push_str(&format!(
            "{}\n",
            serde_json::json!({"id": g.id, "question": "ownership_failure", "sentences": sentences,
            "levels": g.levels, "killers": g.killers, "attribution": g.attribution, "overall": g.overall,
            "next_probe": g.next_probe, "evidence": g.evidence})
        ));
    }
    std::fs::write(format!("{path}-gold.jsonl"), gold).unwrap();
    std::fs::write(format!("{path}-out.jsonl"), out).unwrap();
}

fn segments(e: &Example, scores: &[ClauseScore]) -> Vec<serde_json::Value> {
    let r = &e.reading;
    let mut made = Vec::new();
    for &(first, last) in &r.sentences {
        let tokens = r.clauses[last - 1].end - r.clauses[first].start;
        let snap = tokens <= 70;
        let mut sums = [0.0f32; 10];
        for c in first..last {
            let len = (r.clauses[c].end - r.clauses[c].start) as f32;
            for b in 0..10 {
                sums[b] += scores[c].beats[b] * len;
            }
        }
        for c in first..last {
            let beat = if snap { best(&sums) } else { best(&scores[c].beats) };
            let span = r.chars(r.clauses[c].start, r.clauses[c].end);
            made.push(serde_json::json!({"start": span.start(), "end": span.end(), "beat": BEATS[beat]}));
        }
    }
    made
}

fn quotes(e: &Example, scores: &[ClauseScore], value: impl Fn(&ClauseScore) -> f32) -> serde_json::Value {
    let v: Vec<f32> = scores.iter().map(value).collect();
    let top = best(&v);
    let mut spans = Vec::new();
    for (i, c) in e.reading.clauses.iter().enumerate() {
        if i == top || v[i] > 0.5 && v[i] > 0.6 * v[top] {
            let span = e.reading.chars(c.start, c.end);
            spans.push(serde_json::json!({"start": span.start(), "end": span.end(), "text": ""}));
        }
    }
    serde_json::Value::Array(spans)
}
