import type { Argument, Command, Option } from 'commander'

/** Kinds of words that a shell can complete: a choice from a list, a lease, a path on a leased machine, a local file, or any text. */
export type WordKind = { readonly kind: 'choice'; readonly choices: readonly string[] } | { readonly kind: 'lease' | 'copy' | 'file' | 'other' }

/**
 * An option for completion: its flags, its description and the kind of its value. A null kind means that the option
 * takes no value.
 */
export type OptionNode = { readonly flags: readonly string[]; readonly description: string; readonly value: WordKind | null }

/** A command for completion, without options that its help hides. `path` holds the words that lead to it, without the program's name. */
export type CommandNode = {
  readonly path: readonly string[]
  readonly description: string
  readonly commands: readonly { readonly name: string; readonly description: string }[]
  readonly options: readonly OptionNode[]
  readonly operand: WordKind & { readonly isRepeated: boolean }
}

/**
 * Returns every command of a program with its options, starting with the program. An alias becomes a separate
 * command. Pure.
 */
export function commandTree(command: Command, path: readonly string[] = []): CommandNode[] {
  const named = command.commands.flatMap((one) => [one.name(), ...one.aliases()].map((name) => ({ name, one })))
  const options = command.options.filter(({ hidden }) => !hidden).map(optionNode)
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

/** Returns the kind of a command's first operand. Later operands get no completion, because they may belong to a command that the user runs on the lease. */
function operandOf(argument: Argument | undefined): CommandNode['operand'] {
  if (argument === undefined) return { kind: 'other', isRepeated: false }
  return { ...kindOf(argument.name(), argument.argChoices), isRepeated: argument.variadic }
}

/** Derives the kind of a word from the name that it has in the command's help. */
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
