import { readCommitteeSeed, type ReadValidatorSet } from '@infinitio/chain'
import { committeeSize, drawCommittee } from '@infinitio/economy'
import { type AtBlock, readSetAt, type SetChain } from './readSetAt.ts'

/**
 * The validators of a proof slot (a block at which machines prove their GPUs). `timers` are the members of `set` that measure the slot. The contract counts the
 * signatures of the same members under the root of the slot.
 */
export type SlotCommittee = { readonly set: ReadValidatorSet; readonly timers: ReadValidatorSet['members'] }

const hourSeconds = 3_600n

/**
 * Returns the validators that measure a proof slot and may sign its root: the committee of the slot's hour. Usually it is selected from the set in force at the
 * slot's block. If that is a large set that was formed in the slot's hour, the contract selects nobody from it in this hour, and all its members would have to
 * sign. Then the committee of the set before it is returned, whose signatures the contract accepts for some time. Returns all members of a large set if neither
 * set has a committee, and null if `readSetAt` returns null. `known` is the list of `readSetAt`. Throws viem's errors.
 */
export async function readSlotCommittee(chain: SetChain, of: AtBlock, known: ReadValidatorSet[] = []): Promise<SlotCommittee | null> {
  const found = await readSetAt(chain, of, known)
  if (found === null) return null
  const own = await committeeOf(chain, found.set, of.at)
  if (own.timers.length <= committeeSize) return own
  const before = await found.before()
  const earlier = before === null ? null : await committeeOf(chain, before, of.at)
  return earlier === null || earlier.timers.length > committeeSize ? own : earlier
}

async function committeeOf({ client, addresses }: SetChain, set: ReadValidatorSet, at: bigint): Promise<SlotCommittee> {
  const { members, setHash, since } = set
  const hour = at / hourSeconds
  const seed = members.length <= committeeSize ? null : await readCommitteeSeed(client, { directory: addresses.directory, round: hour - 1n, since })
  return { set, timers: drawCommittee(members, { seed, setHash, kind: 'shared', epoch: hour }) }
}
