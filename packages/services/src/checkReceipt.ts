import type { Address, ChannelId, Hex32 } from '@infinitio/domain'
import { costOf } from './metering.ts'
import type { Receipt } from './receipts.ts'
import { type ServiceTerms, startPriceOf } from './terms.ts'

/**
 * The parts of a receipt that can be wrong. `sealed` means that the answer to an encrypted request is not encrypted or was changed. After any of these faults,
 * the client signs nothing more in this payment channel. `rate` means that the receipt states another rate of G than the voucher.
 */
export type ReceiptFault = 'signature' | 'channel' | 'request' | 'response' | 'terms' | 'tokens' | 'cost' | 'chain' | 'claim' | 'sealed' | 'rate'

/** The largest numbers of tokens that a receipt may state, before a small tolerance. The client counts one token for each byte, because it has no tokenizer. */
export type MostTokens = { readonly input: number; readonly output: number; readonly messages: number }

/** The values that the client expects in the receipt of a request. `response` is null for an answer that the client did not receive completely. */
export type ExpectedReceipt = {
  readonly channel: ChannelId
  readonly serial: number
  readonly seq: number
  readonly termsHash: Hex32
  readonly request: Hex32
  readonly response: Hex32 | null
  readonly most: MostTokens
  readonly mostCost: bigint
  /** The rate of the voucher in a channel that pays in G. Missing for PToken. */
  readonly rate?: bigint | undefined
}

const tolerance = 1.02
const tokensPerMessage = 32

/**
 * Returns the first fault of a receipt, or null. `signer` is the account that signed it. It does not check the link to the receipt before; `withReceipt` does.
 */
export function receiptFault(
  { receipt, signer }: { readonly receipt: Receipt; readonly signer: Address },
  { terms, expected }: { readonly terms: ServiceTerms; readonly expected: ExpectedReceipt },
): ReceiptFault | null {
  const { channel, serial, seq, termsHash, request, response, most, mostCost, rate = 0n } = expected
  if (signer !== terms.responseKey) return 'signature'
  if (receipt.channel !== channel || receipt.serial !== serial || receipt.seq !== seq) return 'channel'
  if (receipt.terms !== termsHash) return 'terms'
  if (receipt.rate !== rate) return 'rate'
  if (receipt.request !== request) return 'request'
  if (response !== null && receipt.response !== response) return 'response'
  if (receipt.units.cached > receipt.units.input) return 'tokens'
  if (receipt.units.input > most.input * tolerance + tokensPerMessage * most.messages) return 'tokens'
  if (receipt.units.output > most.output * tolerance + tokensPerMessage) return 'tokens'
  return receipt.cost > costOf(terms, receipt.units) + startPriceOf(terms) || receipt.cost > mostCost ? 'cost' : null
}
