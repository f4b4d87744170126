import type { ErrorCode, MatchId, NodeId, OrderHash } from '@infinitio/domain'
import { chainNow } from '../book/chainNow.ts'
import type { Book } from '../book/book.ts'
import type { ApiCommand } from '../commands/apiCommand.ts'
import type { BookCommand, JournalPosition } from '../commands/bookCommand.ts'
import type { BookEvent, MatchEvent } from '../events/bookEvent.ts'

/** The largest number of past bids that a market stores, over all classes. */
export const mostBidsKept = 10_000
/** The list may exceed its limit by this many bids before the oldest are dropped, so that not every new bid moves the whole list. */
const slack = 1_000

/** GPUs that a bid got from a node, at a price in base units per GPU-second. */
export type PastFill = { readonly matchId: MatchId; readonly node: NodeId; readonly gpus: number; readonly pricePerGpuSecond: bigint }

/**
 * A bid of the past. `at` is the second of the chain clock at which the bid arrived. `fills` are all its fills, including those after its arrival, and `code`
 * is the code of its refusal, or null.
 */
export type PastBid = {
  readonly at: number
  readonly placed: Extract<ApiCommand, { kind: 'PlaceBid' }>
  fills: readonly PastFill[]
  code: ErrorCode | null
}

/** The latest bids of a market, with their results, oldest first. Only `foldBid` changes it. `isCut` is true after older bids were dropped. */
export type BidTape = { readonly bids: PastBid[]; readonly byHash: Map<OrderHash, PastBid>; isCut: boolean }

/** Makes an empty tape (list of past bids), for the time before the first row of the journal. */
export function createBidTape(): BidTape {
  return { bids: [], byHash: new Map(), isCut: false }
}

/** Updates the list of past bids by one row of the journal right after the book played it. Rows must come in order. Removes matches that were given up. */
export function foldBid(tape: BidTape, book: Book, row: { command: BookCommand; events: readonly BookEvent[] } & JournalPosition): void {
  for (const event of row.events) {
    switch (event.kind) {
      case 'BidAccepted':
        if (row.command.kind === 'PlaceBid') addBid(tape, { at: Number(chainNow(book, row.atMs)), placed: row.command, fills: [], code: null })
        break
      case 'BidRejected':
        noteCode(tape, event.orderHash, event.code)
        break
      case 'Matched':
        addFill(tape, event)
        break
      case 'Abandoned':
        dropFill(tape, event)
        break
      default:
        break
    }
  }
}

function addBid(tape: BidTape, bid: PastBid): void {
  const { bids, byHash } = tape
  bids.push(bid)
  byHash.set(bid.placed.orderHash, bid)
  if (bids.length < mostBidsKept + slack) return
  for (const { placed } of bids.splice(0, bids.length - mostBidsKept)) byHash.delete(placed.orderHash)
  tape.isCut = true
}

function noteCode({ byHash }: BidTape, hash: OrderHash, code: ErrorCode): void {
  const bid = byHash.get(hash)
  if (bid !== undefined) bid.code = code
}

function addFill({ byHash }: BidTape, { bidHash, matchId, node, gpus, pricePerGpuSecond }: Extract<MatchEvent, { kind: 'Matched' }>): void {
  const bid = byHash.get(bidHash)
  if (bid !== undefined) bid.fills = [...bid.fills, { matchId, node, gpus, pricePerGpuSecond }]
}

function dropFill({ byHash }: BidTape, { bidHash, matchId }: Extract<MatchEvent, { kind: 'Abandoned' }>): void {
  const bid = byHash.get(bidHash)
  if (bid !== undefined) bid.fills = bid.fills.filter((fill) => fill.matchId !== matchId)
}
