import { shellWord } from '../terminal/texts.ts'
import type { CommandNode, WordKind } from './commandTree.ts'

/**
 * Returns the completion script for zsh. It contains every command and option; leases are looked up on demand. Works
 * from an `fpath` folder and with `eval`. Pure.
 */
export function zshScript(tree: readonly CommandNode[]): string {
  const below = tree.slice(1).map(({ path }) => shellWord(`${path.slice(0, -1).join(' ')}  ${path.at(-1)}`))
  return `#compdef infinitio
# Completion of infinitio for zsh: eval "$(infinitio completion zsh)", after compinit
_infinitio_leases() { local -a leases; leases=(\${(f)"$(infinitio ps -q 2>/dev/null)"}); compadd -a leases }
_infinitio_places() { local -a leases; leases=(\${(f)"$(infinitio ps -q 2>/dev/null)"}); compadd -S : -a leases; _files }
_infinitio() {
  local at=2 start=1 line=
  while ((at < CURRENT)); do
    case "$line  \${words[at]}" in
      ${below.join(' | ')}) line="\${line:+$line }\${words[at]}"; start=$at ;;
      *) break ;;
    esac
    at=$((at + 1))
  done
  words=("\${(@)words[start,-1]}"); CURRENT=$((CURRENT - start + 1))
  case "$line" in
${tree.map(caseOf).join('\n')}
  esac
}
if [[ "$funcstack[1]" == _infinitio ]]; then _infinitio "$@"; else compdef _infinitio infinitio; fi
`
}

function caseOf({ path, commands, options, operand }: CommandNode): string {
  const name = shellWord(path.join(' '))
  if (commands.length > 0) {
    const rows = commands.map((one) => shellWord(`${one.name.replaceAll(':', '\\:')}:${one.description}`)).join(' ')
    return `    ${name}) local -a commands; commands=(${rows}); _describe command commands ;;`
  }
  const flags = options.flatMap((option) =>
    option.flags.map((flag) => shellWord(`${flag}[${escaped(option.description)}]${valueText(option.value)}`)),
  )
  const wanted = operand.kind === 'other' ? [] : [shellWord(`${operand.isRepeated ? '*' : '1'}:${operand.kind}:${actionOf(operand)}`)]
  return `    ${name}) _arguments ${[...flags, ...wanted].join(' ')} ;;`
}

function valueText(value: WordKind | null): string {
  return value === null ? '' : `:${value.kind}:${actionOf(value)}`
}

function actionOf(value: WordKind): string {
  switch (value.kind) {
    case 'choice':
      return `(${value.choices.join(' ')})`
    case 'lease':
      return '_infinitio_leases'
    case 'copy':
      return '_infinitio_places'
    case 'file':
      return '_files'
    case 'other':
      return ' '
  }
}

/** Escapes brackets, colons and backslashes, which are special characters in zsh completion specs. */
function escaped(text: string): string {
  return text.replaceAll(/[[\]:\\]/g, '\\$&')
}
