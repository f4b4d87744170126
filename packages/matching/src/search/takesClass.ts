import { hasBit } from '../book/structures/lowBits.ts'
import type { BidRecord } from '../book/records.ts'

/** Returns true if a bid takes a class. */
export function takesClass({ lowClasses, classMask }: BidRecord, classId: number): boolean {
  return hasBit(lowClasses, classMask, classId)
}

/** Returns true if a bid takes a region. */
export function takesRegion({ lowRegions, regionMask }: BidRecord, regionId: number): boolean {
  return hasBit(lowRegions, regionMask, regionId)
}
