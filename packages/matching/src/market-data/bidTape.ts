import type { ErrorCode, MatchId, NodeId, OrderHash } from '@infinitio/domain'
import { chainNow } from '../book/chainNow.ts'
import type { Book } from '../book/book.ts'
import type { ApiCommand } from '../commands/apiCommand.ts'
import type { BookCommand, JournalPosition } from '../commands/bookCommand.ts'
import type { BookEvent, MatchEvent } from '../events/bookEvent.ts'

/** Bids kept, the last ones of all classes. */
export const mostBidsKept = 10_000
/** Bids that may stand above that before the oldest are dropped, so that not each bid moves them all. */
const slack = 1_000

/** GPUs that a bid got of a node, at a price in base units per GPU-second. */
export type PastFill = { readonly matchId: MatchId; readonly node: NodeId; readonly gpus: number; readonly pricePerGpuSecond: bigint }

/** A bid that came, at a second of the chain clock: what it got, whenever it got it, and why it was refused, if it was. */
export type PastBid = {
  readonly at: number
  readonly placed: Extract<ApiCommand, { kind: 'PlaceBid' }>
  fills: readonly PastFill[]
  code: ErrorCode | null
}

/** The last bids of a market, oldest first. Only `foldBid` changes it. `isCut`: older ones were dropped. */
export type BidTape = { readonly bids: PastBid[]; readonly byHash: Map<OrderHash, PastBid>; isCut: boolean }

/** A tape before the first row of the journal. */
export function createBidTape(): BidTape {
  return { bids: [], byHash: new Map(), isCut: false }
}

/** Notes one row of the journal right after the book played it, in its order. A match that was given up is taken off. */
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
