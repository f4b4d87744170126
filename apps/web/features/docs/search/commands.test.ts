import { program } from '@infinitio/cli'
import { expect, test } from 'vitest'

type Command = ReturnType<typeof program>

/** Options that every command has. They are left out, because a search for them would find every command. */
const common = ['--url', '--key-file', '--profile', '--json']

/** Returns the commands that have no sub-commands, each with its description and options. */
function commandsIn(command: Command, path: readonly string[] = []): { readonly name: string; readonly text: string }[] {
  return command.commands
    .filter((one) => one.name() !== 'help')
    .flatMap((one) => {
      const here = [...path, one.name()]
      const text = [
        one.description(),
        ...one.options.filter(({ long }) => !common.includes(long ?? '')).map(({ long, description }) => `${long} ${description}`),
      ].join('. ')
      return one.commands.length > 0 ? commandsIn(one, here) : [{ name: `infinitio ${here.join(' ')}`, text }]
    })
}

// The docs pages read the list of commands from a file, because they may not import the command line program. `npx vitest run apps/web/features/docs/search/commands.test.ts -u` writes
// the file.
test('lists every command for the search of the docs', async () => {
  await expect(`${JSON.stringify(commandsIn(program()), null, 2)}\n`).toMatchFileSnapshot('generated/commands.json')
})
