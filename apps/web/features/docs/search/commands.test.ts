import { program } from '@infinitio/cli'
import { expect, test } from 'vitest'

type Command = ReturnType<typeof program>

/** Options of every command find nothing. */
const common = ['--url', '--key-file', '--profile', '--json']

/** Returns the commands without sub-commands. */
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

// Pages may not import the command, so they read this list. `npx vitest run --project web commands -u` writes it.
test('lists every command for the search of the docs', async () => {
  await expect(`${JSON.stringify(commandsIn(program()), null, 2)}\n`).toMatchFileSnapshot('generated/commands.json')
})
