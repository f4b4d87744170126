import type { LedgerLease, LedgerNode } from '../epoch/epochLedger.ts'
import { type SlotOfNode, slotGpusOf } from './slotGpus.ts'
import type { ProofSlot } from './tier.ts'

/**
 * A lease that begins in the minute after a slot (a block at which machines prove their GPUs) excuses its GPUs from that slot. This is possible only once in
 * this many seconds. Otherwise, a provider could rent its own machine after each slot that the machine cannot pass.
 */
const excuseSeconds = 86_400n

/**
 * Returns the slots of GPU proofs that count for a machine, with their results. A machine passes a slot if at least as many of its GPUs passed as had to prove.
 * All GPUs prove at the same time, so one card cannot count twice.
 * - GPUs that were rented at the slot need not prove. A lease can disturb the other GPUs too. So a slot with a rented GPU counts only if the free GPUs passed;
 *   otherwise a renter of one GPU could lower the machine's tier.
 * - GPUs with a lease that began in the minute after the slot need not prove either, but only once in 24 hours.
 * - Slots before the registration do not count.
 */
export function slotResultsOf(
  node: Pick<LedgerNode, 'gpus' | 'registeredAt'>,
  { slots, leases }: { readonly slots: readonly SlotOfNode[]; readonly leases: readonly LedgerLease[] },
): ProofSlot[] {
  let excusedAt: bigint | null = null
  const results: ProofSlot[] = []
  for (const slot of slots.toSorted((one, other) => Number(one.at - other.at))) {
    if (slot.at < node.registeredAt) continue
    const { passed, rented, excused } = slotGpusOf(node, slot, leases)
    const free = node.gpus - rented
    if (free <= 0 || (rented > 0 && passed < free)) continue
    let asked = free
    if (passed < free && excused > 0 && (excusedAt === null || slot.at - excusedAt >= excuseSeconds)) {
      excusedAt = slot.at
      asked = free - excused
    }
    if (asked > 0) results.push({ at: Number(slot.at), isPassed: passed >= asked })
  }
  return results
}
