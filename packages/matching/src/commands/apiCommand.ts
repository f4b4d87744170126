import type { Address, Ask, Bid, DurationSeconds, HoldId, Mandate, NodeId, OrderHash } from '@infinitio/domain'

/** Fields of a placed order that its owner did not sign. All are absent in rows from before version 4 of the rules. */
type Placing = {
  /**
   * Identifies the connection that placed the order: a random UUID from the API. `CancelSession` cancels the orders of a connection. An order without this
   * field remains after the connection that placed it has closed.
   */
  readonly session?: string
  /**
   * The order that this order replaces. The replaced order leaves the book with the reason `replaced`. If it is no longer open, the book refuses this order.
   */
  readonly replaces?: OrderHash
}

/**
 * Commands that the API accepted. The API checked signatures and shapes, so the book does not. `orderHash` is the hash of the order in the command. A funded
 * hold reserves capacity and money; an unfunded hold only fixes the price.
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
      /** The ranking of asks: by price (the default when absent), or by price ÷ (benchmark score × reliability). */
      readonly rank?: 'price' | 'value'
    })
  | { readonly kind: 'CancelOrder'; readonly orderHash: OrderHash; readonly by: Address }
  /** Cancels all open orders of an account, or only its bids or only its asks. */
  | { readonly kind: 'CancelAll'; readonly account: Address; readonly side?: 'asks' | 'bids' }
  /** The connection closed, so its open orders leave the book. */
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
  /** `gpus`: how many GPUs of the node do not respond now; 0 once all respond again. The node offers only the others. */
  | { readonly kind: 'NodeGpusLost'; readonly node: NodeId; readonly gpus: number }
  /** Benchmark score of one GPU of a node, from 1 to 2^32 − 1; 0 without a benchmark. Ranking by value divides the price by score × reliability. */
  | { readonly kind: 'NodeScored'; readonly node: NodeId; readonly score: number }
