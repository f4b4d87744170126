import type { Bid, MatchId, OrderHash } from '@infinitio/domain'

/** A bid the book has judged, until a day after its expiry. `matchId` is null when it was rejected. */
export type BidRecord = { readonly orderHash: OrderHash; readonly bid: Bid; readonly matchId: MatchId | null }
