import type { ServiceId } from '@infinitio/domain'
import type { GRates } from '../ledger/gRates.ts'
import type { LedgerAccess } from '../ledger/ledgerAccess.ts'
import type { OpenProven } from '../proven/openProven.ts'
import type { Signatures } from '../signatures/openSignatures.ts'
import type { ChannelBook } from './channelBook.ts'

/**
 * The inputs of a settlement, in which a service claims owed amounts from payment channels on the chain. `coinPrice` is the price of one coin of gas in base
 * units of PToken, or null if it is unknown. `rates` has the rate of G.
 */
export type SettleParts = {
  readonly book: ChannelBook
  readonly ledger: LedgerAccess
  readonly service: ServiceId
  readonly operatorKey: `0x${string}`
  readonly lockSeconds: number
  readonly coinPrice: bigint | null
  readonly signatures: Signatures
  readonly rates: GRates
  /** Settles channels of keys on BabyJubJub. Null for a service that has no such channels. */
  readonly proven: OpenProven | null
  readonly nowMs: () => number
}

/** The result of a settlement: the number of claims on payment channels, and their sums in base units of PToken and of G. */
export type Settlement = { readonly rows: number; readonly amount: bigint; readonly amountInG: bigint }

/** The result of one transaction or of several in one asset: the number of claims, and their sum in base units of the asset. */
export type Settled = Pick<Settlement, 'rows' | 'amount'>
