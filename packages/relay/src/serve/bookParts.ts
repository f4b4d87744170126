import type { AssetUnits, Hex32, LedgerAsset, ServiceId } from '@infinitio/domain'
import type { TokenUnits } from '@infinitio/services'
import type { LedgerAccess } from '../ledger/ledgerAccess.ts'
import type { Signatures } from '../signatures/openSignatures.ts'
import type { AcceptedVoucher, ServedChannel } from './servedChannel.ts'

/**
 * The parts of a channel book (a service's record of its payment channels): its log file, its ledger, and the key that signs receipts. `boot` names this start
 * of the machine (`bootId`). `mostLogBytes` is the size at which the log is shortened.
 */
export type BookParts = {
  readonly path: string
  readonly ledger: LedgerAccess
  readonly service: ServiceId
  readonly signatures: Signatures
  /** True if the service accepts new vouchers of keys on BabyJubJub. It restores those that it accepted before in either case. */
  readonly takesProven: boolean
  readonly responseKey: `0x${string}`
  /** Returns the smallest deposit of a new payment channel that the service's terms accept, in base units of the asset. Throws if G has no rate. */
  readonly leastDeposit: (asset: LedgerAsset) => Promise<bigint>
  readonly nowMs: () => number
  readonly boot: string | null
  readonly mostLogBytes?: number
}

/** An answer that ended. */
export type EndedAnswer = { readonly units: TokenUnits; readonly cost: AssetUnits; readonly response: Hex32; readonly startedMs: number }

/** A voucher (signed promise to pay) that the service accepted, together with its payment channel. */
export type TakenVoucher = { readonly channel: ServedChannel; readonly accepted: AcceptedVoucher }

/**
 * The money of a voucher's request. `need` is the amount to reserve for the request at once, and null for a voucher that only raises the ceiling (the most that
 * the service may claim). `most` is the limit that the client stated for the cost of the request, or null.
 */
export type AskedMoney = { readonly need: bigint | null; readonly most: bigint | null }
