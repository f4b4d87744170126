import type { IncomingMessage, ServerResponse } from 'node:http'
import { assetUnits } from '@infinitio/domain'
import {
  type InferenceRequest,
  leastNeed,
  readAnswer,
  readInferenceRequest,
  readVoucher,
  type SentVoucher,
  withUsageAsked,
} from '@infinitio/services'
import { RelayError } from '../relayError.ts'
import { abortWhenGone, errorBody, readBody, sendError, sendJson } from '../wire/answers.ts'
import { mostAnswerBytes, mostRequestBytes, receiptHeader, requestHeader, termsHeader, voucherHeader } from '../wire/headers.ts'
import { endCost, unitsOf } from './answerCost.ts'
import { hashOfBody } from '../wire/hashOfBody.ts'
import type { TakenVoucher } from './channelBook.ts'
import type { HeaderVoucher } from './servedChannel.ts'
import { refuseDenied } from './refuseDenied.ts'
import type { AcceptedRequest, ServeParts } from './serveParts.ts'
import { streamAnswer } from './streamAnswer.ts'

const noUnits = { input: 0, cached: 0, output: 0 }

/**
 * Answers a paid request: accepts its voucher (the signed promise to pay), forwards the request to the model server, and adds a receipt to the answer. Sends
 * errors of the error table to the client itself.
 */
export async function answerPaid(
  parts: ServeParts,
  { message, response, path }: { readonly message: IncomingMessage; readonly response: ServerResponse; readonly path: string },
): Promise<void> {
  const startedMs = parts.nowMs()
  const body = await readBody(message, mostRequestBytes)
  const sent = voucherOf(message)
  refuseDenied(parts, { sent, body, headers: message.headers })
  const request = checkedRequest(parts, body, sent.voucher)
  const taken = await takeOrShow(parts, { sent, body, response, need: leastNeed(parts.terms, request) })
  if (taken === null) return
  const abort = new AbortController()
  abortWhenGone(response, abort)
  const of: AcceptedRequest = { ...taken, request, response, startedMs, abort }
  const asked = request.isStream && !request.asksUsage ? withUsageAsked(body) : body
  const timer = setTimeout(() => abort.abort(), request.isStream ? parts.limits.silentMs : parts.limits.wholeMs)
  try {
    const answer = await parts.upstream.ask({ method: 'POST', path, body: asked, headers: parts.upstreamHeaders, signal: abort.signal })
    const isStream = answer.headers['content-type']?.startsWith('text/event-stream') === true && answer.statusCode === 200
    if (!isStream) return await answerWhole(parts, of, { answer, body: await readBody(answer, mostAnswerBytes) })
    clearTimeout(timer)
    await streamAnswer(parts, of, answer)
  } catch (error) {
    // If the answer is not among the running ones, its receipt was already written. The error then does not come from the model server, so it is thrown.
    if (!taken.channel.running.has(sent.voucher.seq)) throw error
    await sendFailure(parts, of, error)
  } finally {
    clearTimeout(timer)
  }
}

/**
 * Returns the voucher (the signed promise to pay) of a request. Throws `serving.voucher_missing` if there is none, and `serving.voucher_invalid` if it cannot
 * be parsed.
 */
export function voucherOf({ headers }: IncomingMessage): HeaderVoucher {
  const text = headers[voucherHeader]
  if (typeof text !== 'string') throw new RelayError('serving.voucher_missing', voucherHeader)
  const voucher = readVoucher(text)
  if (voucher === null) throw new RelayError('serving.voucher_invalid', 'it cannot be read')
  return { voucher, text }
}

function checkedRequest({ terms, termsHash, isChainRead }: ServeParts, body: Uint8Array, voucher: SentVoucher): InferenceRequest {
  const request = readInferenceRequest(body)
  if (request === null) throw new RelayError('serving.body_invalid')
  if (request.model !== terms.model) throw new RelayError('serving.model_other', terms.model)
  if (request.namesRemoteFile) throw new RelayError('serving.remote_file')
  if (voucher.terms !== termsHash) throw new RelayError('serving.terms_changed', termsHash)
  if (!isChainRead()) throw new RelayError('serving.chain_unread')
  return request
}

/**
 * Accepts a voucher, the client's signed promise to pay. If it does not fit the channel's state (a conflict), sends the newest receipt and the client's own
 * last voucher instead, and returns null.
 */
export async function takeOrShow(
  { book, limits, termsHash }: ServeParts,
  {
    sent,
    body,
    response,
    need,
  }: { readonly sent: HeaderVoucher; readonly body: Uint8Array; readonly response: ServerResponse; readonly need: bigint | null },
): Promise<TakenVoucher | null> {
  let running = 0
  for (const channel of book.channels.values()) running += channel.running.size
  if (need !== null && running >= limits.mostRunning) throw new RelayError('serving.busy', `${limits.mostRunning} requests in all`)
  try {
    return await book.take(sent, body, need)
  } catch (error) {
    if (!(error instanceof RelayError) || error.code !== 'serving.conflict') throw error
    const channel = book.knownChannel(sent.voucher)
    await book.synced()
    const receipt = channel?.newestText ?? null
    const shown: Record<string, string> = { [termsHeader]: termsHash, ...(receipt === null ? {} : { [receiptHeader]: receipt }) }
    if (channel?.best != null) Object.assign(shown, { [voucherHeader]: channel.best.text, [requestHeader]: channel.best.request })
    sendError(response, error, shown)
    return null
  }
}

/** Reads an answer completely and sends it with its receipt in a header. */
async function answerWhole(
  parts: ServeParts,
  of: AcceptedRequest,
  { answer, body }: { readonly answer: IncomingMessage; readonly body: Uint8Array },
): Promise<void> {
  const { channel, accepted, request, response, startedMs } = of
  const status = answer.statusCode ?? 502
  const { usage, textBytes } = readAnswer(Buffer.from(body.buffer, body.byteOffset, body.length).toString())
  const running = channel.running.get(accepted.voucher.seq)
  const isPaid = status === 200 && running !== undefined && !response.destroyed
  const units = isPaid ? unitsOf(request, { usage, textBytes }) : noUnits
  const cost = isPaid ? endCost({ terms: parts.terms, request }, { channel, answer: running }, { usage, textBytes }) : assetUnits(0n)
  const receipt = parts.book.addReceipt(of, { units, cost, response: hashOfBody(accepted.voucher.salt, body), startedMs })
  await parts.book.maySend(channel)
  const again: Record<string, string> = cost > 0n ? { 'x-should-retry': 'false' } : {}
  sendJson(response, { status, body, headers: { ...again, [receiptHeader]: receipt, [termsHeader]: parts.termsHash } })
}

/** Sends an error to the client because the model server failed, with a receipt that costs nothing. */
async function sendFailure(parts: ServeParts, of: AcceptedRequest, cause: unknown): Promise<void> {
  const error = new RelayError('serving.upstream_failed', cause instanceof Error && 'code' in cause ? String(cause.code) : '')
  const response = hashOfBody(of.accepted.voucher.salt, Buffer.from(errorBody(error).body))
  const receipt = parts.book.addReceipt(of, { units: noUnits, cost: assetUnits(0n), response, startedMs: of.startedMs })
  await parts.book.maySend(of.channel)
  sendError(of.response, error, { [receiptHeader]: receipt, [termsHeader]: parts.termsHash })
}
