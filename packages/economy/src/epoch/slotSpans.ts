import type { Hex32 } from '@infinitio/domain'
import type { AttestedSlot } from '../machines/slotGpus.ts'

/** The time between two slots of GPU proofs, which counts for machines that passed the later one, with its statements. Unix seconds, `until` excluded. */
export type SlotSpan = { readonly from: bigint; readonly until: bigint; readonly ofNodes: ReadonlyMap<Hex32, AttestedSlot['statements']> }

/** A slot gives no more time than this, as an epoch pays for no more. */
const mostSeconds = 72n * 3_600n

/** Returns the time from which attested slots decide about an epoch whose hours begin at `from`, in Unix seconds. */
export function slotsFrom(from: bigint): bigint {
  return from - mostSeconds
}

/**
 * Returns the spans that an epoch counts: those whose later slot was attested in its hours, so that each span counts in one epoch. Everyone gets the same from the
 * same slots, in any order. A slot that was attested after a later one gives no time. With `isFirst`, no slot was attested before these hours: then time before the
 * hours has counted without slots.
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
