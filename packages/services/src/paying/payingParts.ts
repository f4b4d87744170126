import type { Address, AssetUnits, Hex32, LedgerSigningDomain, ServiceId } from '@infinitio/domain'
import type { ReceiptFault } from '../checkReceipt.ts'
import type { ClientChannel } from '../clientChannel.ts'
import type { VoucherScheme, requestHash } from '../voucherHeader.ts'

/** The error codes with which the payer's side of a channel rejects a request or an answer. */
export type PayingRefusal =
  | 'serving.busy'
  | 'serving.stopped'
  | 'serving.deposit_too_low'
  | 'serving.receipt_wrong'
  | 'serving.conflict'
  | 'serving.answer_unsealed'

/** Signs digests with a private key, and finds the signer of a digest. `recover` returns null for a signature that the contracts reject. */
export type ChannelSignatures = {
  readonly sign: (digest: Hex32, privateKey: `0x${string}`) => `0x${string}`
  readonly recover: (digest: Hex32, signature: `0x${string}`) => Address | null
}

/** A payment channel as the chain stores it. `serial` changes each time that the channel is closed. */
export type ChannelOnChain = { readonly deposited: AssetUnits; readonly settled: AssetUnits; readonly serial: number }

/**
 * One piece of evidence about a service, for a finding: a voucher that the payer's key signed, or a receipt that arrived, as the text of its header. `fault` is
 * the reason why the payer rejected the receipt. The evidence contains hashes of the request and the answer, but no text of them.
 */
export type ChannelEvidence = {
  readonly kind: 'voucher' | 'receipt'
  readonly serial: number
  readonly seq: number
  readonly request: Hex32
  readonly text: string
  readonly fault?: ReceiptFault
}

/**
 * The functions and settings of the payer's side of a channel. `save` returns once a change is stored, and nothing is sent before that. `salt` returns 16
 * random bytes. `refuse` makes the error that this channel throws. `scheme` signs for a key on BabyJubJub; other keys sign by `signatures`.
 */
export type PayingParts = {
  readonly domain: LedgerSigningDomain
  readonly service: ServiceId
  readonly payer: Address
  readonly key: Address
  readonly channelKey: `0x${string}`
  readonly signatures: ChannelSignatures
  readonly scheme?: VoucherScheme
  readonly store: {
    readonly stored: ClientChannel | null
    readonly save: (channel: ClientChannel) => void
    /** Keeps evidence. A program without room for it leaves this out. */
    readonly keep?: (evidence: ChannelEvidence) => void
  }
  readonly salt: () => `0x${string}`
  /** A faster function with the results of `requestHash`, where the platform has one. */
  readonly hashBody?: typeof requestHash
  readonly refuse: (code: PayingRefusal, detail: string) => Error
}
