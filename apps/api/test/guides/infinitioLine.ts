import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { program } from '@infinitio/cli'
import { root } from './guidePages.ts'

type Command = ReturnType<typeof program>

/** The parser of all commands of the real program, with their actions removed. All lines share it, because building it takes long. */
const parser = withoutActions(program(async () => {}))

/** Parses the words after `infinitio` with the real commands, without running any. Throws the message that the command would print. */
export async function parseInfinitio(words: readonly string[]): Promise<void> {
  if (words.includes('--help') || words[0] === '--version') return
  ran = false
  await parser.parseAsync(words, { from: 'user' })
  if (!ran) throw new Error('runs no command')
  const unknown = words[0] === 'provide' ? unknownWord(words) : null
  if (unknown !== null) throw new Error(`error: unknown option '${unknown}'`)
}

/** The options of `infinitio provide`. The command passes its options on to the agent's program, so they are read here from the source of that program. */
const provideSource = readFileSync(join(root, 'apps/agent/src/provide/readOptions.ts'), 'utf8')
const provideKnown = /^const known = \{\n([\s\S]*?)^\} as const/m.exec(provideSource)?.[1] ?? ''
const provideOptions = new Set([...provideKnown.matchAll(/'?\b([a-z-]+)'?: (?:text|several|flag|\{)/g)].map(([, name]) => `--${name}`))

let ran = false

function withoutActions(commands: Command): Command {
  for (const command of everyCommand(commands)) {
    command.exitOverride().configureOutput({ writeErr: () => {}, writeOut: () => {} })
    // Commands with subcommands do nothing themselves. `provide` and `route` are exceptions: they also run without a subcommand.
    if (command.commands.length > 0 && !['provide', 'route'].includes(command.name())) continue
    command.action(() => {
      ran = true
    })
  }
  return commands
}

/**
 * Checks a command that running text mentions, such as `infinitio mail show|set|off` or `infinitio rent --hold`. Required arguments may be missing. Returns the
 * first word that the program does not know, or null.
 */
export function unknownWord(words: readonly string[]): string | null {
  let at: Command = parser
  for (const word of words) {
    if (word === '--') return null
    if (word.startsWith('-')) {
      if (!hasOption(at, word.replace(/[=[\]].*$/, ''))) return word
      continue
    }
    if (at.commands.length === 0) continue
    const names = word.split('|')
    const found = names.map((name) => at.commands.find((one) => one.name() === name || one.aliases().includes(name)))
    const lost = found.indexOf(undefined)
    // After `provide`, the agent's program reads the other words itself, so they are not checked here.
    if (lost !== -1 && at.name() === 'provide') continue
    if (lost !== -1) return names[lost] ?? word
    at = found[0] as Command
  }
  return null
}

function hasOption(command: Command, word: string): boolean {
  if (command.name() === 'provide') return provideOptions.has(word)
  const own = command.options.some(({ long, short }) => long === word || short === word)
  return own || word === '--help' || (command.parent !== null && hasOption(command.parent as Command, word))
}

function everyCommand(command: Command): Command[] {
  return [command, ...command.commands.flatMap((one) => everyCommand(one as Command))]
}
