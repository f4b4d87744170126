import { assert } from '@infinitio/domain'
import type { BidRecord } from './bidRecord.ts'

/** Adds a bid to its account's resting bids. They are unsorted, so that adding and removing cost the same at any number. */
export function enterOwn(record: BidRecord): void {
  const { bids } = record.account
  assert(record.ownPlace === -1, 'a bid is among its account’s once')
  record.ownPlace = bids.length
  bids.push(record)
}

/** Removes a bid from its account's resting bids. Asserts that it was among them. */
export function leaveOwn(record: BidRecord): void {
  const { bids } = record.account
  const place = record.ownPlace
  assert(bids[place] === record, 'a bid that leaves its account’s was among them')
  const last = bids.pop()
  if (last !== undefined && last !== record) {
    bids[place] = last
    last.ownPlace = place
  }
  record.ownPlace = -1
}
