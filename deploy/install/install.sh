#!/bin/sh
# Installs the command infinitio for the user who runs it:
#   curl -fsSL @URL@/install.sh | sh
# It needs Linux x64 and Node 24. It asks for no password. It writes only below ~/.local, or below the folder in INFINITIO_PREFIX.
set -eu

say() { printf 'infinitio: %s\n' "$1" >&2; }
stop() { say "$1 Nothing was installed."; exit 1; }

# The shell reads this function to its end before it runs it. So a download of this script that is cut off does nothing.
install_infinitio() {
  [ "$(uname -s)" = Linux ] && [ "$(uname -m)" = x86_64 ] \
    || stop "The command runs on Linux x64 only, or in WSL 2 on Windows. This is $(uname -s) $(uname -m)."
  for tool in curl tar gzip sha256sum mktemp readlink; do
    command -v "$tool" > /dev/null || stop "The program $tool is missing. Install it, then try again."
  done
  [ -n "${HOME:-}" ] && [ -d "$HOME" ] || stop "HOME names no folder."
  node -e 'const [major, minor] = process.versions.node.split(".").map(Number); process.exit(major === 24 && minor >= 11 ? 0 : 1)' 2> /dev/null \
    || stop "Node 24.11 or a later 24 is missing. Install it from https://nodejs.org, then try again."

  # Others may read and run the command. Only its owner may change it.
  umask 022
  prefix=${INFINITIO_PREFIX:-$HOME/.local}
  case $prefix in /*) ;; *) stop "INFINITIO_PREFIX must begin with a slash. It is $prefix." ;; esac
  data=$prefix/share/infinitio
  bin=$prefix/bin
  work=$(mktemp -d)
  trap 'rm -rf "$work" ${part:+"$part"}' EXIT
  trap 'exit 1' HUP INT TERM

  curl -fsSL --max-time 600 '@URL@/download/@FILE@' -o "$work/@FILE@" || stop "The download failed."
  printf '%s  %s\n' '@SHA256@' "$work/@FILE@" | sha256sum -c - > /dev/null 2>&1 \
    || stop "The downloaded file does not have the SHA-256 that this script expects. We deleted the file. Try again later, and tell the operator of the market."

  mkdir -p "$data" "$bin"
  # Another user could otherwise prepare this folder and change what we install in it.
  [ ! -L "$data" ] && [ -O "$data" ] || stop "The folder $data belongs to another user, or is a link."
  part=$(mktemp -d "$data/.part.XXXXXX")
  tar -xzf "$work/@FILE@" -C "$part" --no-same-owner || stop "The file cannot be unpacked."
  folder=$data/@FOLDER@
  # The checked copy replaces one that is there, which may be damaged. A running agent keeps the files that it has open.
  if [ -e "$folder" ] || [ -L "$folder" ]; then mv -T "$folder" "$part/old"; fi
  mv -T "$part/infinitio" "$folder"
  # A rename replaces the link in one step, so that the command works at any moment.
  ln -s "$folder/bin/infinitio" "$part/link"
  mv -T "$part/link" "$bin/infinitio"

  say "Version @VERSION@ is installed: $bin/infinitio"
  case ":$PATH:" in
    *":$bin:"*) ;;
    *) say "Your PATH does not have this folder. Add this line to ~/.profile and open a new terminal: export PATH=\"$bin:\$PATH\"" ;;
  esac
  say "To remove it: rm -r '$bin/infinitio' '$data'"
}

install_infinitio
