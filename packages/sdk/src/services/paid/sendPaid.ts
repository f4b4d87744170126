import {
  type AnswerOpener,
  type InferenceRequest,
  type OpenRequest,
  type PayingChannel,
  receiptHeader,
  requestHeader,
  type SealedRequest,
  type ServiceTerms,
  voucherHeader,
} from '@infinitio/services'
import type { AskService } from './askService.ts'

/**
 * A channel (a payer's deposit) with its AI service. `renewTerms` reads the service's terms again. It accepts them if the URL is the same and no price and no
 * step is higher, and otherwise throws.
 */
export type PaidChannel = { readonly channel: PayingChannel; readonly ask: AskService; readonly renewTerms: () => Promise<void> }

/**
 * A request to a path of an AI service that must be paid. `seal` encrypts the body to the key in the terms of the service, or returns null if the request is
 * sent unencrypted. `seal` is called again for each try, because new terms can have another key.
 */
export type Sending = {
  readonly body: Uint8Array
  readonly request: InferenceRequest
  readonly path: string
  readonly signal: AbortSignal
  readonly seal: (terms: ServiceTerms) => Promise<SealedRequest | null>
}

/**
 * A request that was sent to an AI service, with the headers of its answer, which accepts or rejects the request. `opener` decrypts the answer to an encrypted
 * request.
 */
export type Sent = { readonly open: OpenRequest; readonly answer: Response; readonly opener: AnswerOpener | null }

/**
 * Sends a request with its voucher (the signed promise to pay). If the service rejects the voucher or has new terms, and the payer can accept the reason, sends
 * the request once more with another voucher. If no answer arrives, the service may still have the voucher, so the request counts as open until the receipt
 * shows its cost. Throws the codes of the channel, and the errors of `fetch`.
 */
export async function sendPaid({ channel, ask, renewTerms }: PaidChannel, { body, request, path, signal, seal }: Sending): Promise<Sent> {
  for (let isSecond = false; ; isSecond = true) {
    const sealed = await seal(channel.terms())
    const sent = sealed?.body ?? body
    const { open, header } = channel.begin(sent, request)
    const answer = await ask({ method: 'POST', path, body: sent, headers: { [voucherHeader]: header }, signal }).catch((error: unknown) => {
      channel.leave(open.seq)
      throw error
    })
    const { status, headers } = answer
    const isRefused = headers.get(receiptHeader) === null && status !== 200
    const shown = status === 409 ? headers.get(voucherHeader) : null
    if (isRefused || shown !== null) {
      channel.leave(open.seq)
      channel.release(open.seq)
    }
    if (isSecond || (shown === null && status !== 412)) return { open, answer, opener: sealed?.opener ?? null }
    await answer.body?.cancel()
    if (shown === null) await renewTerms()
    else channel.resolve({ receipt: headers.get(receiptHeader), voucher: shown, request: headers.get(requestHeader) ?? '' })
  }
}
