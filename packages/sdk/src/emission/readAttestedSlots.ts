import { type Hex32, hex32, type RecordedEvent } from '@infinitio/domain'
import type { ProofStatement } from '@infinitio/domain/proofs'
import type { SlotStatementsWire } from '@infinitio/domain/wire'
import { type AttestedSlot, isSlotRoot } from '@infinitio/economy'
import { getBlock } from 'viem/actions'
import { getSlotStatements } from '../generated/calls.ts'
import { refusal } from '../transport/refusal.ts'
import type { EpochAccess } from './openEpochAccess.ts'

/**
 * Seconds for which slots of GPU proofs are read that validators attested. The second verification level of a machine (tier 2) counts the slots of the last 60
 * days. A slot's Merkle root can be attested up to a day later, so one day is added.
 */
const countedSeconds = 61n * 86_400n

/** Converts the validators' statements about one slot (a block at which machines prove their GPUs) from the API's form into the form that is hashed. */
export function statementsOfSlot({ slot, z, gpus, ...common }: Omit<SlotStatementsWire, 'root'>): ProofStatement[] {
  const ofSlot = {
    ...{ slot: BigInt(slot), z: BigInt(z), timers: common.timers },
    ...{ slotHash: hex32(common.slotHash), beaconSeed: hex32(common.beaconSeed), calls: hex32(common.calls), zHash: hex32(common.zHash) },
  }
  return gpus.map(({ node, commit, ...gpu }) => ({ ...ofSlot, ...gpu, node: hex32(node), commit: hex32(commit) }))
}

/**
 * Reads the slots (blocks at which machines prove their GPUs) that a quorum of validators attested between `from` and `until`, in Unix seconds. By default,
 * `from` is 61 days before `until`. Stores them in `known`. Nobody needs to trust the API, because each Merkle root is compared with the chain. Leaves out
 * slots with a block that is not on the chain. Throws `api.not_found` if the API lacks statements, and viem's errors.
 */
export async function readAttestedSlots(
  { client, transport }: Pick<EpochAccess, 'client' | 'transport'>,
  {
    events,
    until,
    known,
    from = until - countedSeconds + 1n,
  }: { events: readonly RecordedEvent[]; until: bigint; known: Map<Hex32, AttestedSlot>; from?: bigint },
): Promise<AttestedSlot[]> {
  const attestedAt = new Map<Hex32, bigint>()
  for (const event of events)
    if (event.name === 'ProofsAttested' && event.at < until && event.at >= from && !attestedAt.has(event.root)) attestedAt.set(event.root, event.at)
  for (const root of known.keys()) if (!attestedAt.has(root)) known.delete(root)
  const slots: AttestedSlot[] = []
  for (const [root, at] of attestedAt) {
    const slot = known.get(root) ?? { ...(await readSlot({ client, transport }, root)), attestedAt: at }
    known.set(root, slot)
    if (slot.statements.length > 0) slots.push(slot)
  }
  return slots
}

async function readSlot({ client, transport }: Pick<EpochAccess, 'client' | 'transport'>, root: Hex32): Promise<Omit<AttestedSlot, 'attestedAt'>> {
  const found = await getSlotStatements(transport, root)
  const statements = statementsOfSlot(found)
  if (!isSlotRoot(root, statements)) throw refusal('api.not_found', { detail: `the statements under ${root} have another root` })
  const block = await getBlock(client, { blockNumber: BigInt(found.slot) })
  return { at: block.timestamp, statements: block.hash === found.slotHash ? statements : [] }
}
