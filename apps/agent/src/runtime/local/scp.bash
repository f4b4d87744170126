# The remote side of the old scp protocol (`scp -O`, and clients before OpenSSH 9) for a user that has no account. Put in front of the
# command by withScp.ts. Standard input and output carry the protocol.
scp() {
  local way='' recursive='' times='' folder='' OPTIND=1 option file
  while getopts :tfrpdvq option; do
    case $option in t | f) way=$option ;; r) recursive=1 ;; p) times=1 ;; d) folder=1 ;; esac
  done
  shift $((OPTIND - 1))
  if [ "$way" = t ]; then
    infinitio_take "$1"
    return
  fi
  infinitio_hear
  for file; do infinitio_send "$file"; done
  return $infinitio_failed
}

infinitio_failed=0

infinitio_say() {
  printf '\001scp: %s\n' "$1"
  infinitio_failed=1
}

# Waits for the other side's word: a zero byte for yes, 1 and a line for a warning, anything else for the end.
infinitio_hear() {
  local byte line
  IFS= read -r -d '' -n 1 byte || exit 1
  [ -z "$byte" ] && return 0
  IFS= read -r line
  infinitio_failed=1
  [ "$byte" = $'\001' ] && return 1
  exit 1
}

infinitio_send() {
  local file=$1 name size entry
  name=$(basename -- "$file"; printf .)
  name=${name%??}
  if [ ! -d "$file" ] && { [ ! -f "$file" ] || [ ! -r "$file" ]; }; then
    infinitio_say "$file: no such file, or it may not be read"
    return
  fi
  if [ -d "$file" ] && [ -z "$recursive" ]; then
    infinitio_say "$file: not a regular file"
    return
  fi
  if [ -n "$times" ]; then
    printf 'T%s 0 %s 0\n' $(stat -Lc '%Y %X' -- "$file")
    infinitio_hear || return
  fi
  if [ -d "$file" ]; then
    printf 'D%04o 0 %s\n' "0$(stat -Lc %a -- "$file")" "$name"
    infinitio_hear || return
    while IFS= read -r -d '' entry <&3; do infinitio_send "$entry"; done 3< <(find "$file/" -mindepth 1 -maxdepth 1 -print0)
    printf 'E\n'
    infinitio_hear
    return
  fi
  size=$(stat -Lc %s -- "$file")
  printf 'C%04o %s %s\n' "0$(stat -Lc %a -- "$file")" "$size" "$name"
  infinitio_hear || return
  head -c "$size" -- "$file"
  printf '\0'
  infinitio_hear
}

infinitio_take() {
  local target=$1 line kind mode size name path when='' there
  if [ -n "$folder" ] && [ ! -d "$target" ]; then
    infinitio_say "$target: not a folder"
    return 1
  fi
  printf '\0'
  while IFS= read -r line; do
    kind=${line:0:1}
    case $kind in
      $'\001') infinitio_failed=1; continue ;;
      $'\002') exit 1 ;;
      E) printf '\0'; return $infinitio_failed ;;
      T) when=$line; printf '\0'; continue ;;
    esac
    if ! [[ $line =~ ^[CD]([0-7]{4})\ ([0-9]{1,15})\ (.+)$ ]]; then
      printf '\002scp: bad message\n'
      exit 1
    fi
    mode=${BASH_REMATCH[1]} size=${BASH_REMATCH[2]} name=${BASH_REMATCH[3]}
    case $name in */* | . | ..) printf '\002scp: bad name\n'; exit 1 ;; esac
    path=$target
    [ -d "$target" ] && path=$target/$name
    if [ "$kind" = D ]; then
      if [ -z "$recursive" ]; then
        printf '\002scp: a folder was not asked for\n'
        exit 1
      fi
      there=$when when=''
      infinitio_take_folder "$path" "$mode"
      infinitio_touch "$path" "$there"
    else
      infinitio_take_file "$path" "$mode" "$size"
      infinitio_touch "$path" "$when"
      when=''
    fi
  done
  return $infinitio_failed
}

infinitio_take_folder() {
  local folder='' path=$1 mode=$2 new=''
  if [ ! -d "$path" ]; then
    new=1
    if ! mkdir -m 700 -- "$path" 2> /dev/null; then
      infinitio_say "$path: cannot be made"
      return
    fi
  fi
  infinitio_take "$path"
  infinitio_set_mode "$path" "$mode" "$new"
}

infinitio_take_file() {
  local path=$1 mode=$2 size=$3 new=''
  [ -e "$path" ] || new=1
  if ! { : >> "$path"; } 2> /dev/null; then
    infinitio_say "$path: cannot be written"
    return
  fi
  printf '\0'
  if ! head -c "$size" > "$path" 2> /dev/null; then
    printf '\002scp: %s: the disk refuses it\n' "$path"
    exit 1
  fi
  infinitio_set_mode "$path" "$mode" "$new"
  infinitio_hear
  if [ "$(stat -Lc %s -- "$path")" = "$size" ]; then printf '\0'; else infinitio_say "$path: was not written whole"; fi
}

infinitio_set_mode() {
  if [ -n "$times" ]; then
    chmod -- "$2" "$1"
  elif [ -n "$3" ]; then
    chmod -- "$(printf %o $((8#$2 & ~8#$(umask))))" "$1"
  fi
}

infinitio_touch() {
  [[ $2 =~ ^T([0-9]{1,11})\ [0-9]+\ ([0-9]{1,11})\ [0-9]+$ ]] || return 0
  touch -m -d "@${BASH_REMATCH[1]}" -- "$1"
  touch -a -d "@${BASH_REMATCH[2]}" -- "$1"
}

