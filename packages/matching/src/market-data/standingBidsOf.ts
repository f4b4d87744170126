import type { Book } from '../book/book.ts'
import { fundedGpus } from '../book/fundedGpus.ts'
import { takesClass, takesRegion } from '../search/takesClass.ts'
import type { BidRecord } from '../book/records.ts'

/** A class, and one region or all (null). */
export type MarketPlace = { readonly classId: number; readonly regionId: number | null }

/** A resting bid and the number of its GPUs that the balance covers. */
export type FundedBid = { readonly record: BidRecord; readonly gpus: number }

/** Returns the funded resting bids that may take a class in a region, each with its funded GPUs. */
export function standingBidsOf(book: Book, { classId, regionId }: MarketPlace): FundedBid[] {
  const regions = regionId === null ? [...book.regions] : [regionId]
  const found = new Set<BidRecord>()
  for (const region of regions) {
    for (const list of book.standing.listsFor({ classId, regionId: region })) {
      for (const record of list) if (takes(record, classId, region)) found.add(record)
    }
  }
  for (const node of book.nodes.values()) {
    if (node.classId !== classId || (regionId !== null && node.regionId !== regionId)) continue
    for (const record of node.bids) found.add(record)
  }
  return [...found].map((record) => ({ record, gpus: fundedGpus(book, record.orderHash) })).filter(({ gpus }) => gpus > 0)
}

function takes(bid: BidRecord, classId: number, regionId: number): boolean {
  return bid.node === null && takesClass(bid, classId) && takesRegion(bid, regionId)
}
