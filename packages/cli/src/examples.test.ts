import type { Command } from 'commander'
import { expect, test } from 'vitest'
import { examples } from './examples.ts'
import { program } from './program.ts'

const cases = Object.entries(examples).flatMap(([path, lines]) => lines.map((line) => ({ path, line })))

/** Splits a line into words as a shell does: a quoted text is one word. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
}

function everyCommand(root: Command): Command[] {
  return [root, ...root.commands.flatMap(everyCommand)]
}

/** Returns the words after `infinitio` that lead to a command. */
function pathOf(command: Command): string {
  const { parent } = command
  return parent === null || parent.parent === null ? command.name() : `${pathOf(parent)} ${command.name()}`
}

test.each(cases)('the command takes its example: $line', async ({ path, line }) => {
  let ran = ''
  const root = program(async () => {})
  for (const command of everyCommand(root)) command.exitOverride().configureOutput({ writeErr: () => {} })
  root.hook('preAction', (_root, command) => {
    ran = pathOf(command)
  })
  const [name, ...words] = wordsOf(line)
  await root.parseAsync(words, { from: 'user' })
  expect({ name, ran }).toEqual({ name: 'infinitio', ran: path })
})

test('the help has a group of commands for each kind of user', () => {
  const help = program().helpInformation()
  const headings = [...help.matchAll(/^([A-Z].*):/gm)].map(([, heading]) => heading)
  expect(headings).toEqual([
    'Usage',
    'Options',
    'Renters',
    'Jobs',
    'AI services',
    'Orders and market data',
    'Account and money',
    'Providers',
    'Members',
    'Operators and auditors',
    'This command',
  ])
})
