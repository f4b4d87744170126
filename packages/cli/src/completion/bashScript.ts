import { shellWord } from '../terminal/texts.ts'
import type { CommandNode, WordKind } from './commandTree.ts'

/**
 * Returns the completion script for bash 3.2 or later. It contains every command and option. It lists leases by
 * running a command that prints nothing on failure. Pure.
 */
export function bashScript(tree: readonly CommandNode[]): string {
  const below = tree.slice(1).map(({ path }) => shellWord(`${path.slice(0, -1).join(' ')}  ${path.at(-1)}`))
  return `# Completion of infinitio for bash: eval "$(infinitio completion bash)"
_infinitio_value() { # path, flag: what its value can be, in _kind; empty when it takes none
  _kind=
  case "$1 $2" in
${tree.flatMap(valueCases).join('\n')}
  esac
}
_infinitio() {
  local cur=\${COMP_WORDS[COMP_CWORD]} path= commands= at word words= operand=other repeated= operands=0 _kind
  COMPREPLY=()
  for ((at = 1; at < COMP_CWORD; at++)); do
    word=\${COMP_WORDS[at]}
    if [[ $word == -- ]]; then COMPREPLY=($(compgen -f -- "$cur")); return; fi
    _infinitio_value "$path" "$word"
    if [[ -n $_kind ]]; then at=$((at + 1)); continue; fi
    case "$path  $word" in
      ${below.join(' | ')}) path="\${path:+$path }$word" ;;
      *) [[ $word == -* ]] || operands=$((operands + 1)) ;;
    esac
  done
  case "$path" in
${tree.map(pathCase).join('\n')}
  esac
  if ((COMP_CWORD > 1)); then _infinitio_value "$path" "\${COMP_WORDS[COMP_CWORD - 1]}"; fi
  if [[ -z $_kind && $cur == -* ]]; then COMPREPLY=($(compgen -W "$words" -- "$cur")); return; fi
  if [[ -z $_kind && -n $commands && $operands == 0 ]]; then COMPREPLY=($(compgen -W "$commands" -- "$cur")); return; fi
  if [[ -z $_kind ]]; then if ((operands > 0)) && [[ -z $repeated ]]; then return; fi; _kind=$operand; fi
  case "$_kind" in
    lease) COMPREPLY=($(compgen -W "$(infinitio ps -q 2>/dev/null)" -- "$cur")) ;;
    copy) COMPREPLY=($(compgen -f -- "$cur") $(compgen -W "$(infinitio ps -q 2>/dev/null)" -S : -- "$cur")); compopt -o filenames -o nospace 2>/dev/null ;;
    file) COMPREPLY=($(compgen -f -- "$cur")); compopt -o filenames 2>/dev/null ;;
    choice*) COMPREPLY=($(compgen -W "\${_kind#choice }" -- "$cur")) ;;
  esac
}
complete -F _infinitio infinitio
`
}

function valueCases({ path, options }: CommandNode): string[] {
  return options.flatMap(({ flags, value }) =>
    value === null ? [] : [`    ${flags.map((flag) => shellWord(`${path.join(' ')} ${flag}`)).join(' | ')}) _kind=${shellWord(kindText(value))} ;;`],
  )
}

function pathCase({ path, options, commands, operand }: CommandNode): string {
  const flags = options.flatMap((option) => option.flags).join(' ')
  const names = commands.map(({ name }) => name).join(' ')
  const repeated = operand.isRepeated ? 'yes' : ''
  return `    ${shellWord(path.join(' '))}) words=${shellWord(flags)} commands=${shellWord(names)} operand=${shellWord(kindText(operand))} repeated=${repeated} ;;`
}

function kindText(value: WordKind): string {
  return value.kind === 'choice' ? `choice ${value.choices.join(' ')}` : value.kind
}
