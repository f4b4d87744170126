import { zeroHex32 } from '@infinitio/domain'
import type { BidRecord } from '../book/bidRecord.ts'
import type { Book } from '../book/book.ts'
import { isWholeBid } from '../rules/bidRefusal.ts'

/** A bid as searches read it: plain numbers, and masks that answer without making bigints. */
export type CompiledBid = {
  readonly record: BidRecord
  readonly node: BidRecord['bid']['node'] | null
  readonly classMask: bigint
  readonly regionMask: bigint
  /** The low 32 bits of the masks as numbers: most catalogues are smaller than that. */
  readonly lowClasses: number
  readonly lowRegions: number
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

/** True when a bid takes a class. */
export function takesClass({ lowClasses, classMask }: CompiledBid, classId: number): boolean {
  return classId < 32 ? ((lowClasses >>> classId) & 1) === 1 : ((classMask >> BigInt(classId)) & 1n) === 1n
}

/** True when a bid takes a region. */
export function takesRegion({ lowRegions, regionMask }: CompiledBid, regionId: number): boolean {
  return regionId < 32 ? ((lowRegions >>> regionId) & 1) === 1 : ((regionMask >> BigInt(regionId)) & 1n) === 1n
}

/** What a bid looks for, made once a bid. */
export function compiledBid(book: Book, record: BidRecord): CompiledBid {
  if (record.compiled !== null) return record.compiled
  const { bid, rank = 'price', orderHash } = record.placed
  return {
    record,
    node: bid.node === zeroHex32 ? null : bid.node,
    classMask: bid.classMask,
    regionMask: bid.regionMask,
    lowClasses: Number(BigInt.asUintN(32, bid.classMask)),
    lowRegions: Number(BigInt.asUintN(32, bid.regionMask)),
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
    avoided: book.avoided.size === 0 ? null : (book.avoided.get(orderHash) ?? null),
  }
}
