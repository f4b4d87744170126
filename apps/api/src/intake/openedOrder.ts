import type { Ask, Bid, Hex32, Mandate, OrderHash, Refusal } from '@infinitio/domain'
import type { ApiCommand } from '@infinitio/matching'

type Common = {
  readonly orderHash: OrderHash
  readonly command: ApiCommand
  readonly account: string
  /** The order it takes the place of, and the order stream it ends with. */
  readonly replaces: string | null
  readonly stream: string | null
}

/** A bid with a good signature. `sessionKey` is the session key that signed; null when the renter did. */
export type OpenedBid = Common & {
  readonly kind: 'bid'
  readonly bid: Bid
  readonly holdId: string | null
  readonly leaseName: string | null
  readonly sessionKey: string | null
}

/** An ask with a good signature of its provider, or of its node under a mandate. */
export type OpenedAsk = Common & { readonly kind: 'ask'; readonly ask: Ask; readonly mandate: Mandate | null }

/** An order that no key of its account signed, before the account's own code was asked (ERC-1271). `refusal` is the verdict where it has none. */
export type UnprovenOrder = { readonly unproven: OpenedOrder; readonly digest: Hex32; readonly signature: string; readonly refusal: Refusal }

/** A signed order whose hash and signer were checked, and nothing else yet. */
export type OpenedOrder = OpenedBid | OpenedAsk
