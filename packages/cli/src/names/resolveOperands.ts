import { existsSync } from 'node:fs'
import { type Client, refusal } from '@infinitio/sdk'
import type { Command } from 'commander'
import { type CommonOptions, openClient, signInClient } from '../context/settings.ts'
import { ambiguous } from './oneNamed.ts'
import { leaseNumber, resolveLease } from './resolveLease.ts'
import { isMachineId, resolveMachine, resolveOwnMachine } from './resolveMachine.ts'

/**
 * Replaces names in a command's words with numbers and ids before the command runs. The name of the operand in the help decides what is replaced: `<lease>`,
 * `<machine>`, `<own-machine>`, `<order>`, and the lease in a `<path>` of the form `<lease>:<path>`; also the option `--node <machine>`. `rent` is left out and
 * resolves its words itself, because some of its words belong to the command that the user wants to run.
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

/** Replaces the lease name in `<lease>:<path>` with the lease's number. Leaves the word unchanged if a local file has exactly this word as its name. */
async function resolvePath(text: string, { lease, isBare }: { lease: (text: string) => Promise<string>; isBare: boolean }): Promise<string> {
  const [, name, rest] = /^([^/:]+)(:.*)$/s.exec(text) ?? []
  if (name === undefined) return isBare && leaseNumber(text) === null ? await lease(text) : text
  return leaseNumber(name) !== null || existsSync(text) ? text : `${await lease(name)}${rest}`
}

const wholeHash = /^0x[0-9a-f]{64}$/
const fewestDigits = 6
const mostRows = 100

/**
 * Returns the hash of one of the wallet's latest orders, given the first digits of the hash (at least six). Returns any other word unchanged. Throws
 * `order.unknown`, `api.ambiguous_name`.
 */
async function resolveOrder(text: string, signIn: () => Promise<{ readonly client: Client }>): Promise<string> {
  const word = text.trim().toLowerCase()
  if (wholeHash.test(word) || !/^0x[0-9a-f]+$/.test(word) || word.length < fewestDigits + 2) return text
  const { client } = await signIn()
  const { items } = await client.listOrders({ limit: mostRows })
  const found = items
    .filter(({ orderHash }) => orderHash.startsWith(word))
    .map(({ orderHash, kind, state }) => ({ id: orderHash, name: '', about: `${kind}, ${state}` }))
  const [first, ...others] = found
  if (first === undefined) throw refusal('order.unknown', { detail: text })
  if (others.length > 0) throw ambiguous(text, found)
  return first.id
}
