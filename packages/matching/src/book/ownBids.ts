import { assert } from '@infinitio/domain'
import type { BidRecord } from './bidRecord.ts'

/** Puts a bid among those of its account that rest. They have no order, so that one comes and goes at the same cost however many there are. */
export function enterOwn(record: BidRecord): void {
  const { bids } = record.account
  assert(record.ownPlace === -1, 'a bid is among its account’s once')
  record.ownPlace = bids.length
  bids.push(record)
}

/** Takes a bid out of those of its account. Asserts that it was among them. */
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
