import { type Client, refusal } from '@infinitio/sdk'
import { ambiguous, type NamedThing, oneNamed } from './oneNamed.ts'

/** The fewest hex digits that identify a machine. With fewer digits, several machines would too often begin alike. */
const fewestDigits = 6
const pageRows = 100
/**
 * The most pages of registered machines that are searched for a name, if no listed machine has the name. These pages also contain machines that are rented or
 * not listed.
 */
const mostPages = 10

/**
 * Returns the id of a machine, given its id, the first six or more hex digits of its id, or its name. If a listed and an unlisted machine have the same name,
 * returns the listed one. Throws `node.unknown`, `api.ambiguous_name`.
 */
export async function resolveMachine(text: string, client: Client): Promise<string> {
  const word = text.trim().toLowerCase()
  if (isMachineId(word)) return word
  if (/^0x[0-9a-f]+$/.test(word)) return machineByPrefix(word, client)
  const { items } = await client.searchListings({ q: text, includeSimulated: 'true', limit: 200 })
  const listed = items.map(({ node, name, className, regionName }) => ({ id: node, name, about: `${className}, ${regionName}` }))
  if (listed.some(({ name }) => name.toLowerCase() === word)) return oneNamed(text, listed, { unknown: 'node.unknown' })
  return oneNamed(text, await registered(client), { unknown: 'node.unknown' })
}

/**
 * Returns the id of a machine of the signed-in provider from its name, its id, or the first digits of its id (at least six). Throws `node.unknown`,
 * `api.ambiguous_name`.
 */
export async function resolveOwnMachine(text: string, client: Client): Promise<string> {
  const { nodes } = await client.getProvider()
  const own = nodes.filter(({ state }) => state !== 'retired').map((node) => ({ id: node.node, name: node.name, about: node.className }))
  const word = text.trim().toLowerCase()
  const [first, ...others] = isPrefix(word) ? own.filter(({ id }) => id.startsWith(word)) : []
  if (first !== undefined && others.length > 0) throw ambiguous(text, [first, ...others])
  return first?.id ?? oneNamed(text, own, { unknown: 'node.unknown' })
}

/** Returns true if a word is the complete id of a machine. Pure. */
export function isMachineId(text: string): boolean {
  return /^0x[0-9a-fA-F]{64}$/.test(text)
}

function isPrefix(word: string): boolean {
  return /^0x[0-9a-f]+$/.test(word) && word.length >= fewestDigits + 2
}

/** Returns the only machine with an id that begins with a prefix. */
async function machineByPrefix(prefix: string, client: Client): Promise<string> {
  if (prefix.length < fewestDigits + 2) throw refusal('node.unknown', { detail: `${prefix}: at least ${fewestDigits} digits after 0x` })
  const { items } = await client.listNetworkNodes({ id: prefix, limit: 10 })
  const found = items.map(thingOf)
  const [first, ...others] = found
  if (first === undefined) throw refusal('node.unknown', { detail: prefix })
  if (others.length > 0) throw ambiguous(prefix, found)
  return first.id
}

async function registered(client: Client): Promise<NamedThing[]> {
  const things: NamedThing[] = []
  let cursor: string | null = null
  for (let page = 0; page < mostPages; page += 1) {
    const { items, nextCursor }: Awaited<ReturnType<Client['listNetworkNodes']>> = await client.listNetworkNodes({
      ...(cursor === null ? {} : { cursor }),
      limit: pageRows,
    })
    things.push(...items.filter(({ state }) => state !== 'retired').map(thingOf))
    cursor = nextCursor
    if (cursor === null) break
  }
  return things
}

function thingOf({ node, name, className, regionName }: Awaited<ReturnType<Client['listNetworkNodes']>>['items'][number]): NamedThing {
  return { id: node, name, about: `${className}, ${regionName}` }
}
