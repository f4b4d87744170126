import { assert, type Hex32 } from '@infinitio/domain'
import { slotGpusOf } from '../machines/slotGpus.ts'
import type { LedgerLease, LedgerNode } from './epochLedger.ts'
import type { HourRecord } from './hourRecord.ts'
import type { SlotSpan } from './slotSpans.ts'

/** The GPU time of a machine for which an epoch (hour of emission) pays. */
export type CountedTime = {
  readonly gpuSeconds: bigint
  /**
   * True if no GPU of the machine passed a slot of GPU proofs, and some had a lease at a slot or in the minute after it. Then only the time of these leased
   * GPUs is counted, and it counts only for the rebate (the pay that follows from burned fees).
   */
  readonly isRebateOnly: boolean
  /**
   * The part of the counted time that the newest slot (round of GPU proofs) proved. Factor D (diversity of GPU classes) uses only this part. Otherwise a card
   * that proved itself as one class in one slot and as another class in the next slot would count twice.
   */
  readonly classGpuSeconds: bigint
}

/** The seconds of each hour in which each machine responded. */
export type SecondsSeen = ReadonlyMap<bigint, ReadonlyMap<Hex32, bigint>>

const hourSeconds = 3_600n

/** Returns the presence records by hour. Asserts that each hour appears once, and that no record of a machine has more than 3,600 seconds. */
export function secondsSeen(hours: readonly HourRecord[]): SecondsSeen {
  const seen = new Map<bigint, Map<Hex32, bigint>>()
  for (const { hour, nodes } of hours) {
    assert(!seen.has(hour), 'each hour has one record')
    const ofHour = new Map<Hex32, bigint>()
    for (const { node, seconds } of nodes) {
      assert(seconds >= 0 && BigInt(seconds) <= hourSeconds, 'an hour has 3,600 seconds')
      ofHour.set(node, (ofHour.get(node) ?? 0n) + BigInt(seconds))
    }
    seen.set(hour, ofHour)
  }
  return seen
}

/**
 * Returns the seconds in which a machine responded from `from` until `until` (Unix seconds). The records count whole hours. If only a part of an hour is in
 * this range, it gets the same part of the hour's seconds, rounded down.
 */
export function secondsBetween(seen: SecondsSeen, node: Hex32, { from, until }: { readonly from: bigint; readonly until: bigint }): bigint {
  let sum = 0n
  for (let hour = from / hourSeconds; hour * hourSeconds < until; hour += 1n) {
    const [begin, end] = [hour * hourSeconds, (hour + 1n) * hourSeconds]
    const overlap = (until < end ? until : end) - (from > begin ? from : begin)
    sum += ((seen.get(hour)?.get(node) ?? 0n) * overlap) / hourSeconds
  }
  return sum
}

/**
 * Returns the GPU time of a machine for which an epoch pays.
 * - A GPU that passed a slot (a block at which machines prove their GPUs) counts with the time since the previous slot.
 * - If no GPU passed any slot, the GPUs that had a lease at a slot, or in the minute after it, count for the rebate only.
 * - A machine that neither passed nor was rented has no time.
 */
export function countedTime(
  node: LedgerNode,
  { spans, seen, leases }: { readonly spans: readonly SlotSpan[]; readonly seen: SecondsSeen; readonly leases: readonly LedgerLease[] },
): CountedTime {
  let [proven, rentedSeconds, newest] = [0n, 0n, 0n]
  for (const { from, until, ofNodes } of spans) {
    const seconds = secondsBetween(seen, node.node, { from, until })
    const { passed, rented, excused } = slotGpusOf(node, { at: until, own: ofNodes.get(node.node) ?? [] }, leases)
    newest = seconds * BigInt(Math.min(passed, node.gpus - rented))
    proven += newest
    rentedSeconds += seconds * BigInt(rented + excused)
  }
  const isRebateOnly = proven === 0n && rentedSeconds > 0n
  return { gpuSeconds: isRebateOnly ? rentedSeconds : proven, isRebateOnly, classGpuSeconds: newest }
}
