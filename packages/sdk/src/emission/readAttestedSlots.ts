import { type Hex32, hex32, type RecordedEvent } from '@infinitio/domain'
import type { ProofStatement } from '@infinitio/domain/proofs'
import type { SlotStatementsWire } from '@infinitio/domain/wire'
import { type AttestedSlot, slotTree } from '@infinitio/economy'
import { toHex } from 'viem'
import { getBlock } from 'viem/actions'
import { getSlotStatements } from '../generated/calls.ts'
import { refusal } from '../transport/refusal.ts'
import type { EpochAccess } from './openEpochAccess.ts'

/** Tier 2 counts the slots of 60 days. One more day, because a root can be attested up to a day after its slot. */
const countedSeconds = 61n * 86_400n

/** Converts the statements of a slot of GPU proofs from the API's form into the form that is hashed. */
export function statementsOfSlot({ slot, z, gpus, ...common }: Omit<SlotStatementsWire, 'root'>): ProofStatement[] {
  const ofSlot = {
    ...{ slot: BigInt(slot), z: BigInt(z), timers: common.timers },
    ...{ slotHash: hex32(common.slotHash), beaconSeed: hex32(common.beaconSeed), calls: hex32(common.calls), zHash: hex32(common.zHash) },
  }
  return gpus.map(({ node, gpu, commit, shownMib, passed }) => ({ ...ofSlot, node: hex32(node), gpu, commit: hex32(commit), shownMib, passed }))
}

/**
 * Reads the slots of GPU proofs that a quorum attested between `from` (by default 61 days before `until`) and `until`, in Unix seconds, and stores them in
 * `known`. Nobody needs to trust the source, because each root is compared with the chain. Leaves out slots with a block that is not on the chain. Throws
 * `api.not_found` if the API lacks statements, and viem's errors.
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
  const tree = slotTree(statements)
  if (tree === null || toHex(tree.root) !== root) throw refusal('api.not_found', { detail: `the statements under ${root} have another root` })
  const block = await getBlock(client, { blockNumber: BigInt(found.slot) })
  return { at: block.timestamp, statements: block.hash === found.slotHash ? statements : [] }
}
