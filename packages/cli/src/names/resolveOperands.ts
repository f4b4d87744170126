import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import { type CommonOptions, openClient, signInClient } from '../context/settings.ts'
import { leaseNumber, resolveLease } from './resolveLease.ts'
import { resolveOrder } from './resolveOrder.ts'
import { isMachineId, resolveMachine, resolveOwnMachine } from './resolveMachine.ts'

/**
 * Replaces the names in a command's words by numbers and ids before the command runs, so that each command takes them. Which words are names follows from what the help calls
 * them: `<lease>`, `<machine>`, `<own-machine>`, `<order>`, and `<path>` for `<lease>:<path>`; and the option `--node <machine>`. `rent` reads its own words, since some of them are a command.
 */
export async function resolveOperands(command: Command): Promise<void> {
  const options = command.opts<CommonOptions & { node?: string }>()
  const lease = (text: string) => resolveLease(text, () => signInClient(options))
  const machine = (text: string) => resolveMachine(text, openClient(options))
  const resolvers: Readonly<Record<string, (text: string) => Promise<string>>> = {
    lease,
    machine,
    order: (text) => resolveOrder(text, () => signInClient(options)),
    'own-machine': async (text) => (isMachineId(text) ? text : resolveOwnMachine(text, (await signInClient(options)).client)),
    path: (text) => resolvePath(text, { lease, isBare: command.name() === 'ls' }),
  }
  const words = command.processedArgs as (string | string[] | undefined)[]
  for (const [at, argument] of command.registeredArguments.entries()) {
    const resolve = resolvers[argument.name()]
    const word = words[at]
    if (resolve === undefined || word === undefined || command.name() === 'rent') continue
    words[at] = typeof word === 'string' ? await resolve(word) : await Promise.all(word.map(resolve))
  }
  const named = command.options.find(({ flags }) => flags === '--node <machine>')
  if (named !== undefined && options.node !== undefined) command.setOptionValue('node', await machine(options.node))
}

/** The number of a lease in the place of its name in `<lease>:<path>`. A file here that has the whole word as its name is that file. */
async function resolvePath(text: string, { lease, isBare }: { lease: (text: string) => Promise<string>; isBare: boolean }): Promise<string> {
  const [, name, rest] = /^([^/:]+)(:.*)$/s.exec(text) ?? []
  if (name === undefined) return isBare && leaseNumber(text) === null ? await lease(text) : text
  return leaseNumber(name) !== null || existsSync(text) ? text : `${await lease(name)}${rest}`
}
