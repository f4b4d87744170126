import { zeroHex32 } from '@infinitio/domain'
import type { BidRecord } from '../book/bidRecord.ts'
import type { Book } from '../book/book.ts'
import { isWholeBid } from '../rules/bidRefusal.ts'

/** A bid as searches read it: plain numbers, and masks that answer without making bigints. */
export type CompiledBid = {
  readonly record: BidRecord
  readonly node: BidRecord['bid']['node'] | null
  readonly classes: BitMask
  readonly regions: BitMask
  readonly minVramGib: number
  readonly minTier: number
  readonly minReliabilityBps: number
  readonly seconds: number
  readonly startFrom: number
  readonly startUntil: number
  readonly maxRank: number
  /** GPUs of a slice at least. */
  readonly minSlice: number
  /** Settles whole or not at all, as the contract has it. */
  readonly isWhole: boolean
  readonly isCluster: boolean
  readonly byValue: boolean
  readonly avoided: ReadonlySet<string> | null
}

/** A 256-bit mask, the low 32 bits of it as a number: most catalogues are smaller than that. */
export type BitMask = { readonly low: number; readonly mask: bigint }

/** True when a bit of a mask is set. */
export function hasBit({ low, mask }: BitMask, bit: number): boolean {
  return bit < 32 ? ((low >>> bit) & 1) === 1 : ((mask >> BigInt(bit)) & 1n) === 1n
}

/** What a bid looks for, made once a bid. */
export function compiledBid(book: Book, record: BidRecord): CompiledBid {
  if (record.compiled !== null) return record.compiled
  const { bid, rank = 'price', orderHash } = record.placed
  return {
    record,
    node: bid.node === zeroHex32 ? null : bid.node,
    classes: bitMask(bid.classMask),
    regions: bitMask(bid.regionMask),
    minVramGib: bid.minVramGib,
    minTier: bid.minTier,
    minReliabilityBps: Number(bid.minReliabilityBps),
    seconds: Number(bid.durationSeconds),
    startFrom: Number(bid.startFrom),
    startUntil: Number(bid.startUntil),
    maxRank: -record.rank,
    minSlice: Math.max(1, bid.minGpusPerNode),
    isWhole: isWholeBid(bid),
    isCluster: bid.cluster,
    byValue: rank === 'value',
    avoided: book.avoided.get(orderHash) ?? null,
  }
}

function bitMask(mask: bigint): BitMask {
  return { low: Number(BigInt.asUintN(32, mask)), mask }
}
