# What the scripts share. Sourced, never run. Says everything on stderr, so that the output of a command stays clean.
# Keeps to what bash 3.2 knows: that is what macOS has.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
RUST_WANTED=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' "$ROOT/Cargo.toml")

say() { printf '\n==> %s\n' "$*" >&2; }
fail() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }
any_of() { local path; for path in "$@"; do [ ! -e "$path" ] || return 0; done; return 1; }

# Seconds since the script started, for the closing line.
took() { printf '%d min %02d s' $((SECONDS / 60)) $((SECONDS % 60)); }

# Set-up: what is missing is installed, what is there is left alone. With everything there no package manager is
# asked, so that it works without network.
set_up() {
    check_cargo
    local missing
    missing=$(missing_packages "$@")
    [ -n "$missing" ] || return 0
    if have apt-get; then
        install_debian $missing
    else
        advise_elsewhere
    fi
    missing=$(missing_packages "$@")
    [ -z "$missing" ] || fail "still missing after the set-up:$missing"
}

# Names of Debian packages for what this machine lacks: what the program is built with, and the commands given.
missing_packages() {
    have c++ || printf ' g++'
    have make || have ninja || printf ' make'
    have cmake || printf ' cmake'
    has_libclang || printf ' libclang'
    [ "$(uname -s)" != Linux ] || missing_sound_libraries
    missing_commands "$@"
}

# On Linux the microphone is reached through ALSA's library, the voice through speech-dispatcher's. Elsewhere both are
# part of the system.
missing_sound_libraries() {
    have pkg-config || printf ' pkg-config'
    { have pkg-config && pkg-config --exists alsa; } || printf ' libasound2-dev'
    [ -e /usr/include/speech-dispatcher/libspeechd.h ] || [ -e /usr/include/libspeechd.h ] || printf ' libspeechd-dev'
}

# What speaks on Linux; elsewhere the system does.
voice_commands() { [ "$(uname -s)" != Linux ] || printf 'speech-dispatcher sd_espeak-ng'; }
# The virtual microphone and loudspeaker of scripts/audio-sandbox.
sandbox_commands() { [ "$(uname -s)" != Linux ] || printf 'pulseaudio pactl setsid'; }

# What a window needs on Linux, as library=package; elsewhere the system brings it.
window_libraries() {
    [ "$(uname -s)" != Linux ] || printf '%s ' libX11.so.6=libx11-6 libX11-xcb.so.1=libx11-xcb1 libXcursor.so.1=libxcursor1 \
        libXi.so.6=libxi6 libxkbcommon-x11.so.0=libxkbcommon-x11-0 libGL.so.1=libgl1 libGLX_mesa.so.0=libglx-mesa0
}
# A screen that nobody sees, somebody who presses keys, and somebody who looks.
screen_commands() { [ "$(uname -s)" != Linux ] || printf 'Xvfb xdotool'; }

missing_commands() {
    local tool
    for tool in "$@"; do
        case "$tool" in
            # A module of speech-dispatcher, which is no command.
            sd_*) any_of /usr/lib*/speech-dispatcher-modules/"$tool" /usr/lib/*/speech-dispatcher-modules/"$tool" ||
                printf ' speech-dispatcher-%s' "${tool#sd_}" ;;
            *.so.*=*) has_library "${tool%%=*}" || printf ' %s' "${tool#*=}" ;;
            Xvfb) have Xvfb || printf ' xvfb' ;;
            pactl) have pactl || printf ' pulseaudio-utils' ;;
            setsid) have setsid || printf ' util-linux' ;;
            *) have "$tool" || printf ' %s' "$tool" ;;
        esac
    done
}

# bindgen reads the headers of whisper.cpp and speech-dispatcher through libclang, which on Linux needs its own headers.
has_libclang() {
    [ -z "${LIBCLANG_PATH:-}" ] || return 0
    case "$(uname -s)" in
        Linux) has_clang_headers || return 1 ;;
    esac
    have llvm-config && return 0
    case "$(uname -s)" in
        Linux) any_of /usr/lib/llvm-*/lib/libclang*.so* /usr/lib*/libclang*.so* /usr/lib/*/libclang*.so* || linked_libclang ;;
        Darwin) [ -e /Library/Developer/CommandLineTools/usr/lib/libclang.dylib ] || [ -d /Applications/Xcode.app ] ;;
        *) have clang ;;
    esac
}
has_library() { any_of /usr/lib/"$1" /usr/lib/*/"$1" /usr/lib64/"$1"; }
has_clang_headers() { any_of /usr/lib/llvm-*/lib/clang/*/include/stddef.h /usr/lib*/clang/*/include/stddef.h; }
linked_libclang() { have ldconfig && [ "$(ldconfig -p | grep -c 'libclang[-.]')" -gt 0 ]; }

install_debian() {
    local sudo=
    if [ "$(id -u)" -ne 0 ]; then
        have sudo || fail "as root, run: apt-get install --no-install-recommends $(debian_names "$@")"
        sudo=sudo
    fi
    say "Installing Debian packages:$(printf ' %s' "$@")"
    $sudo apt-get update -q >&2
    # Only now does apt know which release of libclang there is.
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $(debian_names "$@") >&2
}

# The library alone is 240 MB smaller than libclang-dev, but its name carries the release.
debian_names() {
    local name
    for name in "$@"; do
        if [ "$name" != libclang ]; then
            printf '%s ' "$name"
        elif apt-cache show libclang1-14 >/dev/null 2>&1; then
            printf 'libclang1-14 libclang-common-14-dev '
        else
            printf 'libclang-dev '
        fi
    done
}

advise_elsewhere() {
    printf '%s\n' \
        'This machine lacks what Pushback is built with. Install it, then run this again:' \
        '  Debian, Ubuntu  apt-get install g++ make cmake pkg-config libclang-dev libasound2-dev libspeechd-dev' \
        '                  and for the voice: speech-dispatcher speech-dispatcher-espeak-ng' \
        '                  and for the window: libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0 libgl1 libglx-mesa0' \
        '                  and for the tests: espeak-ng pulseaudio pulseaudio-utils xvfb xdotool' \
        '  Fedora          dnf install gcc-c++ make cmake pkgconf clang-devel alsa-lib-devel speech-dispatcher-devel' \
        '                  and for the voice: speech-dispatcher speech-dispatcher-espeak-ng' \
        '  macOS           xcode-select --install; brew install cmake libomp' \
        '  Windows         winget install Kitware.CMake LLVM.LLVM Microsoft.VisualStudio.2022.BuildTools' >&2
}

check_cargo() {
    have cargo || fail "cargo is missing: install Rust $RUST_WANTED or newer from https://rustup.rs"
    local version
    version=$(cd "$ROOT" && cargo --version | sed 's/^cargo \([0-9]*\.[0-9]*\).*/\1/')
    at_least "$version" "$RUST_WANTED" ||
        fail "Rust $version is too old: $RUST_WANTED or newer is needed; with rustup: rustup update stable"
}

# Whether version $1 (MAJOR.MINOR) is $2 or newer.
at_least() {
    [ "${1%%.*}" -gt "${2%%.*}" ] || { [ "${1%%.*}" -eq "${2%%.*}" ] && [ "${1#*.}" -ge "${2#*.}" ]; }
}
