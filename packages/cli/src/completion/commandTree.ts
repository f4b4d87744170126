import type { Argument, Command, Option } from 'commander'

/** What a word can be: one of a list, a lease of the wallet, a lease or a file with a path on a lease, a file, or anything. */
export type WordKind = { readonly kind: 'choice'; readonly choices: readonly string[] } | { readonly kind: 'lease' | 'copy' | 'file' | 'other' }

/** An option as it is completed: its flags, what it does, and what its value can be; null: it takes none. */
export type OptionNode = { readonly flags: readonly string[]; readonly description: string; readonly value: WordKind | null }

/** A command as it is completed; `path` are the words that lead to it, without those of the program. */
export type CommandNode = {
  readonly path: readonly string[]
  readonly description: string
  readonly commands: readonly { readonly name: string; readonly description: string }[]
  readonly options: readonly OptionNode[]
  readonly operand: WordKind & { readonly isRepeated: boolean }
}

/** Every command of a program with its options, the program itself first. An alias is a command of its own. Pure. */
export function commandTree(command: Command, path: readonly string[] = []): CommandNode[] {
  const named = command.commands.flatMap((one) => [one.name(), ...one.aliases()].map((name) => ({ name, one })))
  const options = command.options.map(optionNode)
  const help: OptionNode[] = command.name() === 'provide' ? [] : [{ flags: ['-h', '--help'], description: 'display help', value: null }]
  const node: CommandNode = {
    path,
    description: command.description(),
    commands: named.map(({ name, one }) => ({ name, description: one.description() })),
    options: [...options, ...help],
    operand: operandOf(command.registeredArguments[0]),
  }
  return [node, ...named.flatMap(({ name, one }) => commandTree(one, [...path, name]))]
}

function optionNode({ short, long, description, required, optional, argChoices, flags }: Option): OptionNode {
  const takesValue = required || optional
  return {
    flags: [short, long].filter((flag) => flag !== undefined),
    description,
    value: takesValue ? kindOf(/<(.+)>/.exec(flags)?.[1] ?? '', argChoices) : null,
  }
}

/** The first operand counts: a second of another kind is a command's own words. */
function operandOf(argument: Argument | undefined): CommandNode['operand'] {
  if (argument === undefined) return { kind: 'other', isRepeated: false }
  return { ...kindOf(argument.name(), argument.argChoices), isRepeated: argument.variadic }
}

/** By what the program itself calls the word in its help. */
function kindOf(name: string, choices: readonly string[] | undefined): WordKind {
  if (choices !== undefined) return { kind: 'choice', choices }
  switch (name) {
    case 'lease':
      return { kind: 'lease' }
    case 'path':
      return { kind: 'copy' }
    case 'file':
    case 'folder':
      return { kind: 'file' }
    default:
      return { kind: 'other' }
  }
}
