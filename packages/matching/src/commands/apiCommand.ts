import type { Address, Ask, Bid, DurationSeconds, HoldId, Mandate, NodeId, OrderHash } from '@infinitio/domain'

/**
 * What the API accepted: signatures, shapes and owners were checked there, so the book does not look at them again. `orderHash` is
 * the order's own hash. `funded` holds withhold capacity; the others only freeze the price.
 */
export type ApiCommand =
  | {
      readonly kind: 'PlaceAsk'
      readonly ask: Ask
      readonly signature: string
      readonly orderHash: OrderHash
      readonly mandate?: Mandate
      readonly mandateSignature?: string
    }
  | { readonly kind: 'PlaceBid'; readonly bid: Bid; readonly signature: string; readonly orderHash: OrderHash; readonly holdId?: HoldId }
  | { readonly kind: 'CancelOrder'; readonly orderHash: OrderHash; readonly by: Address }
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
