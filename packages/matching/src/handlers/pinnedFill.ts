import { assert, type Bid, type ErrorCode, escrowOf, isWholeBid, type PTokenUnits, pTokenUnits } from '@infinitio/domain'
import type { AskRecord } from '../book/askRecord.ts'
import { availableBalance } from '../book/availableBalance.ts'
import type { HoldRecord } from '../book/holdRecord.ts'
import { freeGpus } from '../book/freeGpus.ts'
import type { NodeRecord } from '../book/nodeRecord.ts'
import { hoursToReserve } from '../book/hoursToReserve.ts'
import type { Turn } from '../book/turn.ts'
import { manySlicesVersion } from '../rules/marketRules.ts'
import { askRefusal, gpusFrom } from '../rules/askRefusal.ts'
import { predicateRefusal } from '../rules/bidRefusal.ts'

/** An immediate fill of a bid: an ask, the number of GPUs, and the amount reserved of the renter's balance. */
export type Fill = { readonly record: AskRecord; readonly gpus: number; readonly amount: PTokenUnits }

/**
 * Returns a fill from the ask of the bid's hold, or from the first ask of its node that can serve it at once, by price then time. Otherwise
 * returns the refusal of the cheapest ask.
 */
export function pinnedFill(turn: Turn, bid: Bid, hold: HoldRecord | null): Fill | ErrorCode {
  const node = turn.book.nodes.get(bid.node)
  assert(node !== undefined, 'unknown nodes were refused before')
  const held = hold === null ? undefined : turn.book.asks.get(hold.askHash)
  const candidates = hold === null ? node.asks : held === undefined ? [] : [held]
  let firstRefusal: ErrorCode | null = null
  for (const record of candidates) {
    const fill = fillFrom(turn, { bid, node, record, isHeld: hold !== null })
    if (typeof fill !== 'string') return fill
    firstRefusal ??= fill
  }
  return firstRefusal ?? 'order.ask_gone'
}

type Pinned = { readonly bid: Bid; readonly node: NodeRecord; readonly record: AskRecord; readonly isHeld: boolean }

function fillFrom(turn: Turn, { bid, node, record, isHeld }: Pinned): Fill | ErrorCode {
  const { book, now } = turn
  const refusal = askRefusal(turn, record, bid) ?? predicateRefusal(bid, node, record)
  if (refusal !== null) return refusal
  const { fromHour, toHour } = hoursToReserve({ now, durationSeconds: bid.durationSeconds, laterSeconds: 0n })
  const isWhole = isWholeBid(bid)
  const least = Math.max(1, bid.minGpusPerNode)
  const slice = isWhole && !isHeld && book.version >= manySlicesVersion ? least : null
  const gpus = gpusFrom(record, node, { gpus: bid.gpus, atLeast: isWhole ? bid.gpus : least, free: freeGpus(node, fromHour, toHour), slice })
  if (typeof gpus === 'string') return gpus
  const { price: pricePerGpuSecond } = record
  const escrow = escrowOf({ pricePerGpuSecond, gpus, durationSeconds: bid.durationSeconds, feeBps: book.feeBps })
  const amount = pTokenUnits(escrow + book.relayFee)
  return amount > availableBalance(book, bid.renter) ? 'account.insufficient_balance' : { record, gpus, amount }
}
