import { z } from 'zod'
import { askWire } from './ask.ts'
import { bidWire } from './bid.ts'
import { mandateWire } from './mandate.ts'
import { asOfWire } from '../marketData.ts'
import { nextPageCursor, pageTotal } from '../pages.ts'
import { address, errorCode, hex32, leaseId, signature, text, uint40, uint96, uuid } from '../scalars.ts'

const placing = {
  replaces: hex32
    .optional()
    .describe('Hash of an open order of the same account and side that this order replaces. If it is not open, this order is refused.'),
  stream: uuid
    .optional()
    .describe('Id of the order stream (`GET /orders/events?cancelOnDisconnect=1`). The order is cancelled when the stream is lost.'),
}

/** `POST /orders`: one signed order. A bid may use a hold (a reservation). A node key with a signing permission may sign an ask. */
export const placeOrderWire = z
  .discriminatedUnion(
    'kind',
    [
      z.strictObject({
        kind: z.literal('bid'),
        order: bidWire,
        signature,
        holdId: uuid.optional(),
        leaseName: text(60).optional(),
        rank: z
          .enum(['price', 'value'])
          .optional()
          .describe(
            'value: by the least price ÷ (benchmark score × reliability), then machines that lack a score or an attested reliability, cheapest first. Else the cheapest first.',
          ),
        ...placing,
      }),
      z.strictObject({
        kind: z.literal('ask'),
        order: askWire,
        signature,
        mandate: mandateWire.optional(),
        mandateSignature: signature.optional(),
        ...placing,
      }),
    ],
    { error: 'api.invalid_field' },
  )
  .meta({ id: 'PlaceOrder' })
export type PlaceOrderWire = z.infer<typeof placeOrderWire>

/**
 * A statement of the market that it accepted an order, or the cancellation of an order, after the given row of the journal. It is signed by the receipt key,
 * which is published in the Directory contract. See `receiptSignedText`.
 */
export const orderReceiptWire = z
  .strictObject({
    kind: z.enum(['order', 'cancel']).describe('The accepted request: the order, or its cancellation.'),
    orderHash: hex32,
    acceptedAt: z.int().describe('Unix seconds of the wall clock.'),
    journalSeq: z.string().describe('Number of the last journal row that the API had read, as a decimal string.'),
    journalHash: z.string(),
    proof: z
      .array(hex32)
      .optional()
      .describe(
        'Of receipts signed together: the hashes that lead from this one to the root that was signed. Without it this one was signed itself.',
      ),
    signer: address,
    signature: z.string(),
  })
  .meta({ id: 'OrderReceipt' })
export type OrderReceiptWire = z.infer<typeof orderReceiptWire>

/** `GET /orders/{hash}/receipts`: receipts for placing the order and for each signed cancellation, oldest first. */
export const orderReceiptsWire = z.strictObject({ items: z.array(orderReceiptWire) }).meta({ id: 'OrderReceipts' })
export type OrderReceiptsWire = z.infer<typeof orderReceiptsWire>

/** `POST /orders` answers 202. Sending the same order again gives the same answer. */
export const orderAcceptedWire = z.strictObject({ orderHash: hex32, receipt: orderReceiptWire }).meta({ id: 'OrderAccepted' })
export type OrderAcceptedWire = z.infer<typeof orderAcceptedWire>

/** Largest number of orders in one batch of orders. */
export const mostOrdersAtOnce = 100

/**
 * `POST /orders/batch`: each order has the shape of `POST /orders` and is checked separately, so that a malformed order does not affect the
 * others.
 */
export const placeOrdersWire = z
  .strictObject({
    orders: z
      .array(z.unknown().meta({ description: 'An order as `POST /orders` takes it (PlaceOrder).' }), { error: 'api.invalid_field' })
      .min(1, { error: 'api.invalid_field' })
      .max(mostOrdersAtOnce, { error: 'api.invalid_field' }),
  })
  .meta({ id: 'PlaceOrders' })
/** The TypeScript type of the body of `POST /orders/batch`, with typed orders. The schema does not parse the orders, because each is parsed separately. */
export type PlaceOrdersWire = { readonly orders: readonly PlaceOrderWire[] }

/** The result of one order of a batch: its receipt, or the code and sentence with which `POST /orders` would refuse it. */
export const orderVerdictWire = z
  .discriminatedUnion('state', [
    z.strictObject({ state: z.literal('accepted'), orderHash: hex32, receipt: orderReceiptWire }),
    z.strictObject({ state: z.literal('refused'), status: z.int(), code: errorCode, title: z.string(), detail: z.string() }),
  ])
  .meta({ id: 'OrderVerdict' })
export type OrderVerdictWire = z.infer<typeof orderVerdictWire>

/** `POST /orders/batch` answers 202 with a result for each order, in the same sequence. */
export const ordersPlacedWire = z.strictObject({ verdicts: z.array(orderVerdictWire) }).meta({ id: 'OrdersPlaced' })
export type OrdersPlacedWire = z.infer<typeof ordersPlacedWire>

/** The state of one step of an order. `pending`: the step is on the chain, but its block may still be dropped. `final`: it is permanent. */
export const phaseWire = z
  .strictObject({
    phase: z.enum(['accepted', 'matched', 'settled', 'ready']),
    state: z.enum(['waiting', 'pending', 'final', 'failed']),
    at: z.int().nullable().describe('Unix seconds.'),
    txHash: hex32.nullable(),
    code: errorCode.nullable(),
  })
  .meta({ id: 'Phase' })
export type PhaseWire = z.infer<typeof phaseWire>

/** A match of a bid. `together`: matches with the same number settle in one transaction or not at all. */
export const orderMatchWire = z
  .strictObject({
    matchId: z.string(),
    at: z.int().describe('Unix seconds of the match.'),
    together: z.string().nullable(),
    node: hex32,
    gpus: z.int(),
    pricePerGpuSecond: uint96,
    startAt: z.int().nullable().describe('Unix seconds; null: in the block that settles it.'),
    state: z.enum(['unsettled', 'settled', 'abandoned']),
    settledBy: z
      .enum(['operator', 'party'])
      .describe(
        'Who sends the settle. `party`: the match is worth less than `leastLeaseValue` of `GET /chain` and signs no relay fee for it, so that the renter or anybody else must send it within two minutes.',
      ),
    code: errorCode.nullable(),
    leaseId: leaseId.nullable(),
  })
  .meta({ id: 'OrderMatch' })
export type OrderMatchWire = z.infer<typeof orderMatchWire>

/** The answer of `GET /orders/{hash}`. */
export const orderWire = z
  .strictObject({
    orderHash: hex32,
    kind: z.enum(['ask', 'bid']),
    account: address,
    node: hex32.nullable(),
    state: z.enum(['accepted', 'open', 'partly_filled', 'matched', 'settled', 'cancelled', 'expired', 'rejected', 'abandoned']),
    code: errorCode.nullable(),
    leftReason: z
      .enum(['owner', 'replaced', 'chain', 'session', 'unfilled', 'restricted'])
      .nullable()
      .describe('Why the unfilled rest of the order left the book; null if it did not.'),
    bestAskPerGpuSecond: uint96
      .nullable()
      .describe(
        'For a bid that ended unfilled because nothing fitted: the cheapest public ask of its classes and regions at that time. Null if it is not known.',
      ),
    gpusToGo: z.int().describe('GPUs that a resting bid still needs.'),
    gpusFilled: z.int().describe('GPUs of a bid that are matched or leased.'),
    order: z.union([askWire, bidWire]),
    rank: z.enum(['price', 'value']).nullable().describe('How the asks of a bid are chosen; null for an ask.'),
    createdAt: z.int(),
    holdId: uuid.nullable(),
    matchId: z.string().nullable(),
    leaseId: leaseId.nullable(),
    matches: z.array(orderMatchWire).describe('Matches of a bid, oldest first; empty for an ask.'),
    phases: z.array(phaseWire).describe('Phases of a bid, in order; empty for an ask.'),
  })
  .meta({ id: 'Order' })
export type OrderWire = z.infer<typeof orderWire>

/** `GET /orders`: the orders of the signed-in account, newest first. */
export const orderPageWire = z
  .strictObject({
    items: z.array(orderWire),
    total: pageTotal,
    nextCursor: nextPageCursor,
  })
  .meta({ id: 'OrderPage' })
export type OrderPageWire = z.infer<typeof orderPageWire>

/**
 * The queue position of a resting bid among the bids for the same GPUs. The bids are sorted by price, and bids of the same price by time. See
 * docs/guides/market-data.md.
 */
export const orderPlaceWire = z
  .strictObject({
    orderHash: hex32,
    fundedGpus: z.int().describe('GPUs of the bid that the balance covers; at 0 the bid is skipped.'),
    pausedUntil: z
      .int()
      .nullable()
      .describe(
        'Unix seconds until which the bid is passed over, because bids of the account made machines unavailable for nothing. It keeps its place in the queue. Null: it is not.',
      ),
    gpusBefore: z.int().describe('GPUs of funded bids at a better price, and of older ones at the same price.'),
    ordersBefore: z.int(),
    placeAtPrice: z.int().describe('Position among the bids of the same price, from 1.'),
  })
  .meta({ id: 'OrderPlace' })
export type OrderPlaceWire = z.infer<typeof orderPlaceWire>

/** `GET /orders/places`: the queue position of every resting bid of the signed-in account, highest price first. */
export const orderPlacesWire = z.strictObject({ asOf: asOfWire, places: z.array(orderPlaceWire) }).meta({ id: 'OrderPlaces' })
export type OrderPlacesWire = z.infer<typeof orderPlacesWire>

/**
 * `POST /orders/{hash}/cancel`: `CancelOrder(orderHash, expiry)`, signed by the owner. This cancellation is not sent to the chain, so it binds only this
 * market's matcher. A cancellation on the chain binds everyone.
 */
export const cancelOrderWire = z.strictObject({ expiry: uint40, signature }).meta({ id: 'CancelOrder' })
export type CancelOrderWire = z.infer<typeof cancelOrderWire>

/**
 * `DELETE /orders?side=` answers 202. It cancels every open order of the account, or only its bids or asks (`side`). The orders are those that are in the order
 * book when the matcher executes the command.
 */
export const ordersCancelledWire = z
  .strictObject({ side: z.enum(['asks', 'bids']).nullable(), acceptedAt: z.int().describe('Unix seconds of the wall clock.') })
  .meta({ id: 'OrdersCancelled' })
export type OrdersCancelledWire = z.infer<typeof ordersCancelledWire>
