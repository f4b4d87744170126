import type { Address, ServiceId } from '@infinitio/domain'
import type { InTurn } from '../ledger/inTurn.ts'
import type { LedgerAccess } from '../ledger/ledgerAccess.ts'
import type { ProxyKeys } from '../proxy/clientStore.ts'
import type { PayParts } from '../proxy/payRequest.ts'
import type { Signatures } from '../signatures/openSignatures.ts'
import type { ChannelRule } from './channelRule.ts'

/** A payment channel of a router to one service, with the connection to that service. */
export type RouterChannel = PayParts & { readonly close: () => void }

/** The parts that read receipts of answers that broke off. `onReceipt` gets the digest of the voucher and the checked receipt. */
export type CutParts = {
  readonly ledger: Pick<LedgerAccess, 'domain'>
  readonly signatures: Signatures
  readonly onReceipt: (digest: string, receipt: string) => Promise<void>
}

/** The settings that all payment channels of a router share. `fund` fills a channel until it holds this amount that its service has not claimed. */
export type ChannelSettings = {
  readonly ledger: LedgerAccess
  readonly payer: Address
  readonly keys: ProxyKeys
  readonly signatures: Signatures
  readonly folder: string
  readonly deposit: bigint
  readonly fund: (service: ServiceId, deposit: bigint) => Promise<void>
  /** Runs the transactions of the router's key one after the other. */
  readonly turn: InTurn
  /** The owner's rule about channels that requests of users open, and the times after which channels are closed. */
  readonly rule: ChannelRule
  /** True if the states of the channels are brought to the disk at once, because the books of users depend on them. */
  readonly isSynced: boolean
  /** Milliseconds after which a user pays the hold of a voucher without a receipt. */
  readonly holdMs: number
  readonly onReceipt: CutParts['onReceipt']
  readonly onOlderFiles: NonNullable<PayParts['onOlderFiles']>
}
