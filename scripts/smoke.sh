# Tries the program as a newcomer would. Sourced by scripts/test, which says where the program is ($pushback) and
# where files may go ($scratch). Results are compared in tests/; here only the doors are opened.

offers() { "$pushback" --help | grep -q "^  $1 "; }

say "Shell completions and help"
"$pushback" --help >"$scratch/help"

if offers packs; then
    say "Rule packs"
    "$pushback" packs check
fi

if offers analyze; then
    say "A text"
    "$pushback" analyze --question ownership_failure --format json assets/samples/strong.txt >"$scratch/strong.json"
    grep -q '"overall"' "$scratch/strong.json"
fi

if offers review; then
    say "Spoken samples, with the bundled model"
    "$pushback" review --format html --out "$scratch/reports" assets/samples/*.wav
    [ "$(ls "$scratch/reports" | wc -l)" -ge 3 ]
fi

if offers practise; then
    say "An interview, with recordings that answer"
    "$pushback" practise --from assets/samples/weak.wav assets/samples/middling.wav --speed 8 --data "$scratch/data" </dev/null >"$scratch/interview"
    grep -q "^You: " "$scratch/interview"
    "$pushback" sessions --data "$scratch/data" show last | grep -q "^Asked "
fi
