import type { Address, ChannelId, Hex32, ServiceId } from '@infinitio/domain'
import type { ChainChannel } from '../../ledger/ledgerAccess.ts'

/**
 * The part of a user's deposit that one request may still cost. `digest` names the voucher that the router signed for the service, so a hold is never smaller
 * than what the service can claim for the request. `isLeft` is true once the answer ended without a receipt of the service.
 */
export type Hold = { readonly digest: string; readonly service: ServiceId; readonly amount: bigint; readonly sinceMs: number; isLeft: boolean }

/**
 * The channel of a user who prepaid the router. Its key is the router's own key. `owed` is the sum of the costs in all receipts, plus `base`, which was settled
 * in earlier serials (openings of the channel). `reserved` is the amount that requests may still cost, including all holds. Amounts are in base units of PToken.
 */
export type PrepaidChannel = {
  readonly payer: Address
  readonly id: ChannelId
  readonly serial: number
  readonly base: bigint
  readonly holds: Map<string, Hold>
  chain: ChainChannel
  owed: bigint
  n: number
  newest: Hex32
  newestText: string | null
  reserved: bigint
  /** True if receipts of this serial are lost. A new receipt could have the number of a lost one, so the channel takes no request until it was closed. */
  isEnded: boolean
  /** Unix time, in milliseconds, of the oldest receipt with a cost that was not settled yet, or null. */
  unsettledSinceMs: number | null
}
