import type { Ask, Bid, Hex32, Mandate, OrderHash, Refusal } from '@infinitio/domain'
import type { ApiCommand } from '@infinitio/matching'

type Common = {
  readonly orderHash: OrderHash
  readonly command: ApiCommand
  readonly account: string
  /**
   * Fields that are sent with an order but not signed. `replaces` is the order that this order replaces. `stream` is an order stream (a connection of the
   * account); when it ends, this order is cancelled.
   */
  readonly replaces: string | null
  readonly stream: string | null
}

/**
 * A bid with a valid signature. `sessionKey` is the session key that signed, or null if the renter
 * signed.
 */
export type OpenedBid = Common & {
  readonly kind: 'bid'
  readonly bid: Bid
  readonly holdId: string | null
  readonly leaseName: string | null
  readonly sessionKey: string | null
}

/** An ask with a valid signature. It is signed by its provider, or by the key of its node if the provider allowed that with a signed mandate. */
export type OpenedAsk = Common & { readonly kind: 'ask'; readonly ask: Ask; readonly mandate: Mandate | null }

/**
 * An order with a signature that no known key of its account made. The account may be a contract; then its code must check the signature (ERC-1271). `refusal`
 * is the refusal from the check of the keys.
 */
export type UnprovenOrder = { readonly unproven: OpenedOrder; readonly digest: Hex32; readonly signature: string; readonly refusal: Refusal }

/** A signed order whose hash and signer were checked. Its other fields are not checked yet. */
export type OpenedOrder = OpenedBid | OpenedAsk
