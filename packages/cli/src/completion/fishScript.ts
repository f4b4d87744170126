import type { CommandNode, WordKind } from './commandTree.ts'

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
