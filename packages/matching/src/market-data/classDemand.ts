import { type Ask, bps, durationSeconds, nodeId, orderHash, pTokenUnits, unixSeconds, zeroAddress } from '@infinitio/domain'
import type { Book } from '../book/book.ts'
import { createBook } from '../book/createBook.ts'
import { marketBookOf } from '../book/marketBook.ts'
import { newNode } from '../book/nodeRecord.ts'
import type { AskRecord, NodeRecord } from '../book/records.ts'
import { StoredAsk } from '../book/storedAsk.ts'
import { longestLeaseSeconds } from '../rules/marketRules.ts'
import { type AskDemand, askDemand } from './askDemand.ts'
import type { PastBid } from './bidTape.ts'

/** The properties of a machine that is not on the market yet. */
export type NewMachine = Pick<NodeRecord, 'classId' | 'regionId' | 'gpus' | 'vramGib'>

/**
 * The demand for a machine that was not on the market, as of `AskDemand`. `curve` has the leases that the machine would have had at each price above 0, lowest
 * price first; it is empty if the machine would have had none.
 */
export type ClassDemand = Pick<AskDemand, 'bids' | 'elsewhere' | 'unfilled' | 'excluded' | 'paidElsewhere' | 'curve'>

/**
 * Replays past bids, oldest first, against a machine that somebody could have offered: always reachable, free in every hour, on tier 0, without a measured
 * reliability, and open for every length of lease. See `askDemand` for the rules. Does not change the book.
 */
export function classDemand(book: Book, { machine, bids, now }: { machine: NewMachine; bids: readonly PastBid[]; now: number }): ClassDemand {
  const { elsewhere, unfilled, excluded, paidElsewhere, curve, ...all } = askDemand(book, { record: askOfNew(machine), bids, leases: [], now })
  const paid = curve.filter(({ pricePerGpuSecond, leases }) => pricePerGpuSecond > 0n && leases > 0)
  return { bids: all.bids, elsewhere, unfilled, excluded, paidElsewhere, curve: paid }
}

/** The id of the machine. No machine on the market has it, because theirs are hashes. */
const nowhere = nodeId(`0x${'f'.repeat(64)}`)
const far = unixSeconds(2n ** 40n - 1n)

/**
 * Returns an ask outside of the book for a machine that is not on the market. Its price is 0, so that no bid is left out because of the price; the prices of
 * the curve follow from the bids.
 */
function askOfNew(machine: NewMachine): AskRecord {
  const node = newNode({ ...machine, node: nowhere, provider: zeroAddress }, marketBookOf(createBook(), machine))
  const ask: Ask = {
    ...{ provider: zeroAddress, node: nowhere, pricePerGpuSecond: pTokenUnits(0n), minGpus: 1, maxGpus: machine.gpus },
    ...{ minDurationSeconds: durationSeconds(1n), maxDurationSeconds: durationSeconds(longestLeaseSeconds) },
    ...{ availableFrom: unixSeconds(0n), availableUntil: far, maxFeeBps: bps(10_000n), noticeSeconds: durationSeconds(0n) },
    ...{ trialSeconds: durationSeconds(0n), privateRenter: zeroAddress, transferable: true, executor: zeroAddress, nonce: 0n, expiry: far },
  }
  return new StoredAsk({ kind: 'PlaceAsk', ask, signature: '0x', orderHash: orderHash(nowhere) }, { node, seq: 0, feeBps: bps(0n) })
}
