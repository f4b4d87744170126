import { type InferenceRequest, type OpenRequest, type PayingChannel, receiptHeader, requestHeader, voucherHeader } from '@infinitio/services'
import type { AskService } from './askService.ts'

/** A channel (a payer's deposit) with its AI service. `renewTerms` reads the service's terms again, and accepts them if no price is higher. */
export type PaidChannel = { readonly channel: PayingChannel; readonly ask: AskService; readonly renewTerms: () => Promise<void> }

/** A request to a path of an AI service that must be paid. */
export type Sending = { readonly body: Uint8Array; readonly request: InferenceRequest; readonly path: string; readonly signal: AbortSignal }

/** A request that an AI service accepted or refused, with the head of its answer. */
export type Sent = { readonly open: OpenRequest; readonly answer: Response }

/**
 * Sends a request with its voucher. After a conflict or a change of terms that can be resolved, sends it once more with another voucher. If no answer comes,
 * the service may have the voucher: the request stays open until its receipt decides. Throws the codes of the channel, and the errors of `fetch`.
 */
export async function sendPaid({ channel, ask, renewTerms }: PaidChannel, { body, request, path, signal }: Sending): Promise<Sent> {
  for (let isSecond = false; ; isSecond = true) {
    const { open, header } = channel.begin(body, request)
    const answer = await ask({ method: 'POST', path, body, headers: { [voucherHeader]: header }, signal }).catch((error: unknown) => {
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
    if (isSecond || (shown === null && status !== 412)) return { open, answer }
    await answer.body?.cancel()
    if (shown === null) await renewTerms()
    else channel.resolve({ receipt: headers.get(receiptHeader), voucher: shown, request: headers.get(requestHeader) ?? '' })
  }
}
