import { assert, type CanonicalValue, canonicalJson, type ErrorCode, type NodeId, zeroHex32 } from '@infinitio/domain'
import type { BookOrderRow } from '@infinitio/db'
import type { Book, BookCommand, OrderEvent } from '@infinitio/matching'

type Placed = { seq: bigint; atMs: bigint; command: BookCommand }

/** Returns the row of the orders table for an ask that the order book has accepted and that is open. */
export function askRow(event: Extract<OrderEvent, { kind: 'AskPlaced' }>, placed: Placed, book: Book): BookOrderRow {
  return { ...askColumns({ ...event, mandate: event.mandate, mandateSignature: event.mandateSignature }, placed, book), state: 'open', code: null }
}

/** Returns the row of the orders table for an accepted bid. */
export function bidRow(event: Extract<OrderEvent, { kind: 'BidAccepted' }>, placed: Placed): BookOrderRow {
  return { ...bidColumns({ ...event, holdId: event.holdId }, placed), state: 'open', code: null }
}

/** Creates the row of the orders table for a rejected order, from the command that placed it. */
export function rejectedOrderRow(code: ErrorCode, placed: Placed, book: Book): BookOrderRow {
  const { command } = placed
  assert(command.kind === 'PlaceAsk' || command.kind === 'PlaceBid', 'only a placed order is rejected')
  const columns =
    command.kind === 'PlaceAsk'
      ? askColumns({ ...command, mandate: command.mandate, mandateSignature: command.mandateSignature }, placed, book)
      : bidColumns({ ...command, holdId: command.holdId }, placed)
  return { ...columns, state: 'rejected', code }
}

type AskParts = Pick<Extract<OrderEvent, { kind: 'AskPlaced' }>, 'ask' | 'orderHash' | 'signature'> & {
  mandate: Extract<OrderEvent, { kind: 'AskPlaced' }>['mandate'] | undefined
  mandateSignature: string | undefined
}

function askColumns({ ask, orderHash, signature, mandate, mandateSignature }: AskParts, placed: Placed, book: Book) {
  const place = book.nodes.get(ask.node)
  return {
    orderHash,
    kind: 'ask' as const,
    account: ask.provider,
    nonce: ask.nonce,
    nodeId: ask.node,
    classId: place?.classId ?? null,
    regionId: place?.regionId ?? null,
    pricePerGpuSecond: ask.pricePerGpuSecond,
    gpus: ask.maxGpus,
    orderJson: canonicalJson(ask as CanonicalValue),
    signature,
    mandateJson: mandate === undefined ? null : canonicalJson(mandate as CanonicalValue),
    mandateSignature: mandateSignature ?? null,
    holdId: null,
    expiry: ask.expiry,
    createdSeq: placed.seq,
    createdAtMs: placed.atMs,
  }
}

type BidParts = Pick<Extract<OrderEvent, { kind: 'BidAccepted' }>, 'bid' | 'orderHash' | 'signature'> & {
  holdId: Extract<OrderEvent, { kind: 'BidAccepted' }>['holdId'] | undefined
}

function bidColumns({ bid, orderHash, signature, holdId }: BidParts, placed: Placed) {
  return {
    orderHash,
    kind: 'bid' as const,
    account: bid.renter,
    nonce: bid.nonce,
    nodeId: pinnedNode(bid.node),
    classId: null,
    regionId: null,
    pricePerGpuSecond: bid.maxPricePerGpuSecond,
    gpus: bid.gpus,
    orderJson: canonicalJson(bid as CanonicalValue),
    signature,
    mandateJson: null,
    mandateSignature: null,
    holdId: holdId ?? null,
    expiry: bid.expiry,
    createdSeq: placed.seq,
    createdAtMs: placed.atMs,
  }
}

function pinnedNode(node: NodeId): NodeId | null {
  return node === (zeroHex32 as string) ? null : node
}
