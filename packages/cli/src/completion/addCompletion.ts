import { Argument, type Command } from 'commander'
import { shellWord } from '../terminal/texts.ts'
import { type CommandNode, commandTree, type WordKind } from './commandTree.ts'
import { zshScript } from './zshScript.ts'

const scripts: Record<string, (tree: readonly CommandNode[]) => string> = { bash: bashScript, zsh: zshScript, fish: fishScript }

const usage = `
  bash:  eval "$(infinitio completion bash)"           in ~/.bashrc
  zsh:   eval "$(infinitio completion zsh)"            in ~/.zshrc, after compinit
  fish:  infinitio completion fish | source            in ~/.config/fish/config.fish`

/**
 * Adds `completion`, which prints a shell script that completes commands, options and leases. The script is generated
 * from the program's commands.
 */
export function addCompletion(root: Command): void {
  root
    .command('completion')
    .description('print a script that completes commands, options and leases')
    .addArgument(new Argument('<shell>', 'which shell').choices(Object.keys(scripts)))
    .addHelpText('after', usage)
    .action((shell: string) => void process.stdout.write(scripts[shell]?.(commandTree(root)) ?? ''))
}

/**
 * Returns the completion script for bash 3.2 or later. It contains every command and option. To complete a lease, it runs a command that lists the leases and
 * prints nothing on failure. Pure.
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

/** Returns the completion script for fish. It contains every command and option; leases are looked up on demand. Pure. */
export function fishScript(tree: readonly CommandNode[]): string {
  const below = tree.slice(1).map(({ path }) => fishWord([...path.slice(0, -1), '', path.at(-1)].join(' ')))
  const flags = tree.flatMap(({ path, options }) =>
    options.flatMap((option) => (option.value === null ? [] : option.flags.map((flag) => fishWord(`${path.join(' ')} ${flag}`)))),
  )
  return `# Completion of infinitio for fish: infinitio completion fish | source
function __infinitio_leases; infinitio ps -q 2>/dev/null; end
function __infinitio_at # the command on the line: its path, then the number of operands
    set -l at
    set -l operands 0
    set -l value no
    for word in (commandline -opc)[2..-1]
        if test $value = yes; set value no; continue; end
        if contains -- "$at $word" ${[...new Set(flags)].join(' ')}; set value yes; continue; end
        if test "$word" = --; return 1; end
        if contains -- (string join ' ' -- $at '' $word) ${below.join(' ')}; set -a at $word; continue; end
        string match -q -- '-*' $word; or set operands (math $operands + 1)
    end
    test "$at" = "$argv[1]"; and begin; test -z "$argv[2]"; or test $operands = 0; end
end
complete -c infinitio -e
complete -c infinitio -f
${tree.flatMap(linesOf).join('\n')}
`
}

function linesOf({ path, commands, options, operand }: CommandNode): string[] {
  const at = `__infinitio_at ${fishWord(path.join(' '))}`
  const names = commands.map(({ name, description }) => lineOf(`${at} first`, `-a ${fishWord(name)} -d ${fishWord(description)}`))
  const flags = options.map(({ flags: own, description, value }) =>
    lineOf(at, `${own.map(flagWord).join(' ')} ${value === null ? '' : `-r ${wordsOf(value)} `}-d ${fishWord(description)}`),
  )
  const wanted = operand.kind === 'other' ? [] : [lineOf(operand.isRepeated ? at : `${at} first`, wordsOf(operand))]
  return [...names, ...wanted, ...flags]
}

function lineOf(condition: string, rest: string): string {
  return `complete -c infinitio -n ${fishWord(condition)} ${rest}`
}

function flagWord(flag: string): string {
  return flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`
}

function wordsOf(value: WordKind): string {
  switch (value.kind) {
    case 'choice':
      return `-f -a ${fishWord(value.choices.join(' '))}`
    case 'lease':
      return `-f -a '(__infinitio_leases)'`
    case 'copy':
      return `-F -a '(__infinitio_leases | string replace -r "\\$" :)'`
    case 'file':
      return '-F'
    case 'other':
      return '-f'
  }
}

function fishWord(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
