import type { Hex32 } from '@infinitio/domain'
import type { AttestedSlot } from '../machines/slotGpus.ts'

/**
 * The time from one slot of GPU proofs to the next: from the Unix second `from` until just before `until`. It counts for the machines that passed the later
 * slot. `ofNodes` has the validators' statements about the later slot, by machine.
 */
export type SlotSpan = { readonly from: bigint; readonly until: bigint; readonly ofNodes: ReadonlyMap<Hex32, AttestedSlot['statements']> }

/** The longest time, in seconds, that one passed slot of GPU proofs can prove. It equals the largest number of hours for which an epoch pays. */
const mostSeconds = 72n * 3_600n

/** Returns the Unix second from which slots of GPU proofs count for an epoch whose hours begin at `from` (Unix seconds). */
export function slotsFrom(from: bigint): bigint {
  return from - mostSeconds
}

/**
 * Returns the times between successive slots of GPU proofs that an epoch counts. A time counts in the epoch in which validators attested its later slot, so
 * each time counts once. The same slots give the same result in any order. A slot that was attested after a later slot adds no time. `isFirst` is true if no
 * slot was attested before these hours; then the time before them was counted by heartbeats, and the first time begins at `from`.
 */
export function slotSpans(
  slots: readonly AttestedSlot[],
  { from, until, isFirst }: { readonly from: bigint; readonly until: bigint; readonly isFirst: boolean },
): SlotSpan[] {
  const ordered = slots
    .filter(({ attestedAt }) => attestedAt < until)
    .toSorted((one, other) => Number(one.attestedAt - other.attestedAt) || Number(one.at - other.at))
  const spans: SlotSpan[] = []
  let last: bigint | null = null
  for (const slot of ordered) {
    if (last !== null && slot.at <= last) continue
    const longest = slot.at - mostSeconds
    const begin = last ?? (isFirst ? from : longest)
    const span = { from: begin > longest ? begin : longest, until: slot.at }
    last = slot.at
    if (slot.attestedAt < from || span.until <= span.from) continue
    spans.push({ ...span, ofNodes: Map.groupBy(slot.statements, ({ node }) => node) })
  }
  return spans
}
