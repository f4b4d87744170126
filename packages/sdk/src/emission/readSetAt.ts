import { type ChainAddresses, readValidatorSet, type ReadValidatorSet } from '@infinitio/chain'
import type { Client } from 'viem'

/** The connection to a chain, and the contracts that define who signs on it. */
export type SetChain = { readonly client: Client; readonly addresses: Pick<ChainAddresses, 'directory' | 'attestations'> }

/** A block and its time in Unix seconds. */
export type AtBlock = { readonly block: bigint; readonly at: bigint }

/** The validator set in force at a block. `before` reads the set that was in force before it, or null. */
type SetAtBlock = { readonly set: ReadValidatorSet; readonly before: () => Promise<ReadValidatorSet | null> }

/** The most sets that the caller's list stores. A proof slot needs the set of its block and the one before. */
const mostKnown = 4

/**
 * Returns the validator set in force at the end of a block. A chain node may lack the state of the block. Then the set follows from the newest state, if the
 * set has changed at most once since the block. Returns null if it has changed more often, or if there was no set. Members of sets in `known` are not read
 * again; adds the sets that it read. Throws viem's errors.
 */
export async function readSetAt({ client, addresses }: SetChain, { block, at }: AtBlock, known: ReadValidatorSet[] = []): Promise<SetAtBlock | null> {
  const read = async (which: 'currentSet' | 'previousSet', state: { block?: bigint }) => {
    const set = await readValidatorSet(client, addresses.attestations, { known: null, others: known, which, ...state })
    if (set !== null) remember(known, set)
    return set
  }
  const then = await read('currentSet', { block }).catch(() => undefined)
  if (then === null) return null
  if (then !== undefined) return { set: then, before: () => read('previousSet', { block }) }
  const now = await read('currentSet', {})
  if (now !== null && now.since <= at) return { set: now, before: () => read('previousSet', {}) }
  const last = await read('previousSet', {})
  return last === null || last.since > at ? null : { set: last, before: () => Promise.resolve(null) }
}

function remember(known: ReadValidatorSet[], set: ReadValidatorSet): void {
  const place = known.findIndex(({ setHash }) => setHash === set.setHash)
  if (place >= 0) known.splice(place, 1)
  known.push(set)
  known.splice(0, Math.max(0, known.length - mostKnown))
}
