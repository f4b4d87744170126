import type { Address, Ask, Bid, DurationSeconds, HoldId, Mandate, NodeId, OrderHash } from '@infinitio/domain'

/** What a placed order may say beside what is signed. All absent in rows from before version 4, where they mean nothing. */
type Placing = {
  /** Connection that placed it, a UUID drawn by the API: `CancelSession` takes its orders out. Absent: the order outlives its connection. */
  readonly session?: string
  /** The order it takes the place of: that one leaves with the reason `replaced`, or, when it is not open any more, this one is refused. */
  readonly replaces?: OrderHash
}

/**
 * What the API accepted: signatures, shapes and owners were checked there, so the book does not look at them again. `orderHash` is
 * the order's own hash. `funded` holds withhold capacity; the others only freeze the price.
 */
export type ApiCommand =
  | (Placing & {
      readonly kind: 'PlaceAsk'
      readonly ask: Ask
      readonly signature: string
      readonly orderHash: OrderHash
      readonly mandate?: Mandate
      readonly mandateSignature?: string
    })
  | (Placing & {
      readonly kind: 'PlaceBid'
      readonly bid: Bid
      readonly signature: string
      readonly orderHash: OrderHash
      readonly holdId?: HoldId
      /** How its asks are chosen: the cheapest (absent: so), or the least price ÷ (benchmark score × reliability). */
      readonly rank?: 'price' | 'value'
    })
  | { readonly kind: 'CancelOrder'; readonly orderHash: OrderHash; readonly by: Address }
  /** Takes all open orders of an account out, or those of one side. */
  | { readonly kind: 'CancelAll'; readonly account: Address; readonly side?: 'asks' | 'bids' }
  /** The connection that asked for it is gone: its open orders leave. */
  | { readonly kind: 'CancelSession'; readonly session: string }
  | {
      readonly kind: 'PlaceHold'
      readonly holdId: HoldId
      readonly account: Address
      readonly askHash: OrderHash
      readonly gpus: number
      readonly durationSeconds: DurationSeconds
      readonly funded: boolean
    }
  | { readonly kind: 'ReleaseHold'; readonly holdId: HoldId; readonly account: Address }
  | { readonly kind: 'NodeSilent'; readonly node: NodeId }
  | { readonly kind: 'NodeBack'; readonly node: NodeId }
  /** Benchmark score of one GPU of a node, a whole number from 1 to 2^32 − 1, 0 when there is none: what ranking by value divides by. */
  | { readonly kind: 'NodeScored'; readonly node: NodeId; readonly score: number }
