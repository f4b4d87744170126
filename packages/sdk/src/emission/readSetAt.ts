import { type ChainAddresses, readFormedSets, readValidatorSet, type ReadValidatorSet } from '@infinitio/chain'
import { BaseError, type Client, HttpRequestError, TimeoutError } from 'viem'

/** The connection to a chain, and the contracts that define who signs on it. */
export type SetChain = { readonly client: Client; readonly addresses: Pick<ChainAddresses, 'directory' | 'attestations'> }

/** A block and its time in Unix seconds. */
export type AtBlock = { readonly block: bigint; readonly at: bigint }

/** The validator set in force at a block. `before` reads the set that was in force before it, or null. */
type SetAtBlock = { readonly set: ReadValidatorSet; readonly before: () => Promise<ReadValidatorSet | null> }

/** The most sets that the caller's list stores. A proof slot needs the set of its block and the one before. */
const mostKnown = 4

/**
 * Returns the validator set in force at the end of a block. A chain node may lack the state of the block. Then the set follows from the newest state, or, if
 * the set has changed more than once since the block, from the events that formed the sets. Returns null if there was no set. Members of sets in `known` are
 * not read again; adds the sets that it read. Throws viem's errors, for example if the node does not answer.
 */
export async function readSetAt({ client, addresses }: SetChain, { block, at }: AtBlock, known: ReadValidatorSet[] = []): Promise<SetAtBlock | null> {
  const read = async (which: 'currentSet' | 'previousSet', state: { block?: bigint }) => {
    const set = await readValidatorSet(client, addresses.attestations, { known: null, others: known, which, ...state })
    if (set !== null) remember(known, set)
    return set
  }
  const formed = async (place: number) => {
    const set = (await readFormedSets(client, addresses.attestations, { block, count: place + 1 }))[place] ?? null
    if (set !== null) remember(known, set)
    return set
  }
  const then = await read('currentSet', { block }).catch((error: unknown) => {
    if (isUnanswered(error)) throw error
    return undefined
  })
  if (then === null) return null
  if (then !== undefined) return { set: then, before: () => read('previousSet', { block }) }
  const now = await read('currentSet', {})
  if (now !== null && now.since <= at) return { set: now, before: () => read('previousSet', {}) }
  const last = await read('previousSet', {})
  if (last !== null && last.since <= at) return { set: last, before: () => formed(1) }
  const set = await formed(0)
  return set === null ? null : { set, before: () => formed(1) }
}

/**
 * Returns true if a chain node did not answer, or was busy. Other errors mean that it lacks the state of the block. Each node says this in other words, and
 * some with a status of HTTP.
 */
function isUnanswered(error: unknown): boolean {
  if (!(error instanceof BaseError)) return true
  const isSilent = (cause: unknown) =>
    cause instanceof HttpRequestError && (cause.status === undefined || cause.status === 429 || cause.status >= 500)
  return error.walk((cause) => cause instanceof TimeoutError || isSilent(cause)) !== null
}

function remember(known: ReadValidatorSet[], set: ReadValidatorSet): void {
  const place = known.findIndex(({ setHash }) => setHash === set.setHash)
  if (place >= 0) known.splice(place, 1)
  known.push(set)
  known.splice(0, Math.max(0, known.length - mostKnown))
}
