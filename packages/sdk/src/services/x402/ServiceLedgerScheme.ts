import type { ServiceId } from '@infinitio/domain'
import {
  type AskedPayment,
  type PayingChannel,
  type PaymentRequirements,
  paymentScheme,
  paymentVersion,
  readAskedPayment,
  readPaymentOutcome,
  readVoucher,
} from '@infinitio/services'
import { InfinitioError } from '../../transport/InfinitioError.ts'
import type { PaidServices, PayingKey } from '../paid/openPaidServices.ts'
import { checkPayment, openAskedService } from './openAskedService.ts'

/** The client's payment for one request: the voucher (promise to pay), as text. */
type Payload = { readonly x402Version: number; readonly payload: Record<string, unknown> }

/** The result of a paid request, as the client of x402 gives it to its schemes. */
type PaymentResult = {
  readonly paymentPayload: { readonly payload: object }
  readonly requirements: PaymentRequirements
  readonly settleResponse?: unknown
}

/** The default limit of one payment: 1 PToken. */
const usualMost = 10n ** 18n
const pTokenDecimals = 18

/**
 * Pays AI services for stock clients of x402 (an open standard for paid HTTP requests), with the key and the payment channels of `openPaidServices`:
 * `client.register('eip155:*', new ServiceLedgerScheme(services))`. `mostAmount` is the most that one request may cost, in base units of PToken.
 *
 * The client shows a scheme neither the request nor the answer. So the key signs the request hash that the service names, and a receipt does not prove what the
 * user asked. `PaidServices.fetch` and `infinitio proxy` check both.
 */
export class ServiceLedgerScheme {
  readonly scheme = paymentScheme
  /** The functions that the client of x402 calls around a payment. */
  readonly schemeHooks: { readonly onPaymentResponse: (result: PaymentResult) => Promise<{ recovered: true } | undefined> }
  readonly #key: PayingKey
  readonly #mostAmount: bigint
  readonly #turns = new Map<ServiceId, Promise<unknown>>()

  constructor({ paying }: Pick<PaidServices, 'paying'>, { mostAmount = usualMost }: { readonly mostAmount?: bigint } = {}) {
    this.#key = paying
    this.#mostAmount = mostAmount
    this.schemeHooks = { onPaymentResponse: async (result) => this.#end(result) }
  }

  /** Returns PToken as a token worth one US dollar, so that the spend controls of the client limit it. Returns undefined for any other token. */
  findDefaultAsset(asset: string, network: string): { asset: string; decimals: number; symbol: string } | undefined {
    const { chainId, pToken } = this.#key
    if (network !== `eip155:${chainId}` || asset.toLowerCase() !== pToken) return undefined
    return { asset: pToken, decimals: pTokenDecimals, symbol: 'PT' }
  }

  /**
   * Signs a voucher (promise to pay) for the payment that a service asks for. Fills the channel to the service within the allowance of the key if needed. Throws
   * `serving.payment_invalid`, `serving.amount_too_high`, `serving.service_unknown`, `serving.terms_changed` and the codes of the channel.
   */
  async createPaymentPayload(
    version: number,
    requirements: PaymentRequirements,
    { maxAmountPerPayment }: { readonly maxAmountPerPayment?: string } = {},
  ): Promise<Payload> {
    const limits = [this.#mostAmount, ...(maxAmountPerPayment === undefined ? [] : [BigInt(maxAmountPerPayment)])]
    const payment = checkPayment(this.#key, { version, requirements, limits })
    return await this.#inTurn(payment.service, async () => {
      const { channel } = await openAskedService(this.#key, payment)
      const { header } = await this.#begin(channel, payment)
      return { x402Version: paymentVersion, payload: { voucher: header } }
    })
  }

  async #begin(channel: PayingChannel, payment: AskedPayment) {
    try {
      return channel.beginNamed(payment, payment.amount)
    } catch (error) {
      if (!(error instanceof InfinitioError) || error.code !== 'serving.deposit_too_low') throw error
      await this.#key.channels.fill(payment.service)
      return channel.beginNamed(payment, payment.amount)
    }
  }

  /**
   * Records the result of a payment. If the answer is a stream, its receipt is inside the stream, where this scheme cannot read it; so the next payment asks
   * the service for the receipt. If the service shows that the stored state is old, the client signs once more. Throws `serving.receipt_wrong` and
   * `serving.conflict`.
   */
  #end({ paymentPayload, requirements, settleResponse }: PaymentResult): { recovered: true } | undefined {
    const service = readAskedPayment(requirements)?.service
    const channel = service === undefined ? undefined : this.#key.channels.opened(service)?.channel
    const voucher = readVoucher(String((paymentPayload.payload as { readonly voucher?: unknown }).voucher))
    const open = channel?.cut().find(({ seq }) => seq === voucher?.seq)
    // The service may have received the voucher even if the client got no result. So the request then stays open until a receipt shows its cost.
    if (channel === undefined || open === undefined || settleResponse === undefined) return undefined
    const { isPaid, receipt, conflict } = readPaymentOutcome(settleResponse)
    if (conflict !== null) {
      channel.release(open.seq)
      channel.resolve({ ...conflict, receipt })
      return { recovered: true }
    }
    if (receipt !== null) channel.acceptCut(open, receipt)
    else if (!isPaid) channel.release(open.seq)
    return undefined
  }

  /** Runs the payments to one service one after the other, because each one changes the stored state of the channel. */
  async #inTurn<Result>(service: ServiceId, act: () => Promise<Result>): Promise<Result> {
    const before = this.#turns.get(service) ?? Promise.resolve()
    const next = before.then(act, act)
    this.#turns.set(service, next)
    return await next
  }
}
