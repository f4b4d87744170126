import type { LedgerLease, LedgerNode } from '../epoch/epochLedger.ts'
import { type SlotOfNode, slotGpusOf } from './slotGpus.ts'
import type { ProofSlot } from './tier.ts'

/** Within so many seconds, leases that begin in the minute after a slot excuse a machine once. Otherwise it could rent itself after each slot that it cannot pass. */
const excuseSeconds = 86_400n

/**
 * Returns the slots that count for a machine, with their results. A machine of which a part is rented at the slot proves nothing, since a lease sees all its
 * GPUs: then the slot counts only if its free GPUs passed, so that a renter of one GPU cannot take its tier.
 * GPUs whose lease began in the minute after the slot sit out too, but only once in 24 hours. A machine passes if it showed as many GPUs as were free: one card is
 * never shown twice, because all prove at once. Slots before the registration count for none.
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
