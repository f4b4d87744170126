#!/bin/sh
# Installs the command infinitio for the user who runs it:
#   curl -fsSL @URL@/install.sh | sh
# It needs Linux x64 and Node 24. It asks for no password. It writes only below ~/.local, or below the folder in INFINITIO_PREFIX.
set -eu

say() { printf 'infinitio: %s\n' "$1" >&2; }
stop() { say "$1 Nothing was installed."; exit 1; }

# True if the installed copy has the files of the new one, no link, and nothing that another user owns or can change.
is_whole() {
  [ -d "$1" ] && [ -z "$(find "$1" \( -type l -o -perm /022 -o ! -user "$(id -u)" \) | head -n 1)" ] && diff -r "$1" "$2" > /dev/null 2>&1
}

# The shell reads this function to its end before it runs it. So a download of this script that is cut off does nothing.
install_infinitio() {
  [ "$(uname -s)" = Linux ] && [ "$(uname -m)" = x86_64 ] \
    || stop "The command runs on Linux x64 only, or in WSL 2 on Windows. This is $(uname -s) $(uname -m)."
  for tool in curl tar gzip sha256sum mktemp readlink find diff flock; do
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
  # One installer at a time. What an earlier one left behind is removed.
  exec 9< "$data"
  flock 9
  rm -rf "$data"/.part.*
  part=$(mktemp -d "$data/.part.XXXXXX")
  tar -xzf "$work/@FILE@" -C "$part" --no-same-owner || stop "The file cannot be unpacked."
  # A whole copy of this version stays. A damaged one stays until the link points to the new copy, so that a crash at any line leaves a command that starts.
  folder=$data/@FOLDER@
  keep=
  for copy in "$folder" "$folder"-??????; do
    if [ -z "$keep" ] && is_whole "$copy" "$part/infinitio"; then keep=$copy; fi
  done
  if [ -z "$keep" ]; then
    keep=$folder
    if [ -e "$keep" ] || [ -L "$keep" ]; then keep=$folder-${part##*.}; fi
    mv -T "$part/infinitio" "$keep"
  fi
  # A rename replaces the link in one step.
  ln -s "$keep/bin/infinitio" "$part/link"
  mv -T "$part/link" "$bin/infinitio"
  for copy in "$folder" "$folder"-??????; do
    if [ "$copy" != "$keep" ]; then rm -rf "$copy"; fi
  done

  say "Version @VERSION@ is installed: $bin/infinitio"
  case ":$PATH:" in
    *":$bin:"*) ;;
    *) say "Your PATH does not have this folder. Add this line to ~/.profile and open a new terminal: export PATH=\"$bin:\$PATH\"" ;;
  esac
  say "To rent a machine: infinitio login --url @URL@"
  say "To list this machine: infinitio provide --check --url @URL@ changes nothing and shows what is missing. All steps: @URL@/docs/guides/provider-quick-start"
  say "To remove it: rm -r '$bin/infinitio' '$data'"
}

install_infinitio
