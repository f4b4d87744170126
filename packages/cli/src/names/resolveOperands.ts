import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import { type CommonOptions, openClient, signInClient } from '../context/settings.ts'
import { leaseNumber, resolveLease } from './resolveLease.ts'
import { resolveOrder } from './resolveOrder.ts'
import { isMachineId, resolveMachine, resolveOwnMachine } from './resolveMachine.ts'

/**
 * Replaces names in a command's words with numbers and ids before the command runs. The operand's name in the help
 * decides: `<lease>`, `<machine>`, `<own-machine>`, `<order>`, `<path>` for `<lease>:<path>`, and the option `--node
 * <machine>`. `rent` resolves its own words, because some belong to the user's command.
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

/**
 * Replaces the lease name in `<lease>:<path>` with the lease's number. If a local file has the whole word as its
 * name, the word remains unchanged.
 */
async function resolvePath(text: string, { lease, isBare }: { lease: (text: string) => Promise<string>; isBare: boolean }): Promise<string> {
  const [, name, rest] = /^([^/:]+)(:.*)$/s.exec(text) ?? []
  if (name === undefined) return isBare && leaseNumber(text) === null ? await lease(text) : text
  return leaseNumber(name) !== null || existsSync(text) ? text : `${await lease(name)}${rest}`
}
