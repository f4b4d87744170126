import type { BidRecord } from '../book/bidRecord.ts'
import type { Book } from '../book/book.ts'
import { fundedGpus } from '../book/fundedGpus.ts'
import { takesClass, takesRegion } from '../search/takesClass.ts'

/** A class, and a region of it or all. */
export type MarketPlace = { readonly classId: number; readonly regionId: number | null }

/** A standing bid and the GPUs of it that its balance covers. */
export type FundedBid = { readonly record: BidRecord; readonly gpus: number }

/** The standing bids that may take a class in a region, with what of each is funded; bids that are not are left out. */
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
