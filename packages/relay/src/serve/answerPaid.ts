import type { IncomingMessage, ServerResponse } from 'node:http'
import { assetUnits } from '@infinitio/domain'
import {
  inPToken,
  type ServiceTerms,
  termsInG,
  leastNeed,
  mostOfStatus,
  readAnswer,
  readPaymentSignature,
  readVoucher,
  startPriceOf,
  type TokenUnits,
  withImageData,
  withNothingStored,
  withUsageAsked,
} from '@infinitio/services'
import { RelayError } from '../relayError.ts'
import { abortWhenGone, errorBody, readBody, sendError, sendJson } from '../wire/answers.ts'
import {
  mostAnswerBytes,
  mostRequestBytes,
  mostSealedAnswerBytes,
  paymentSignatureHeader,
  receiptComment,
  receiptHeader,
  requestHeader,
  responsesPath,
  termsHeader,
  voucherHeader,
} from '../wire/headers.ts'
import { endCost, unitsOf } from './answerCost.ts'
import { hashOfBody } from '../wire/hashOfBody.ts'
import type { AskedMoney, TakenVoucher } from './bookParts.ts'
import { checkedRequest } from './checkedRequest.ts'
import type { Asking } from './modelMachines.ts'
import { errorPayload } from './lastPayload.ts'
import { offerPayment } from './offerPayment.ts'
import { openSealed } from './openSealed.ts'
import { paymentResult } from './paymentResult.ts'
import type { HeaderVoucher } from './servedChannel.ts'
import { refuseDenied } from './refuseDenied.ts'
import type { AcceptedRequest, ServeParts } from './serveParts.ts'
import { statedMost } from './statedMost.ts'
import { showWait, streamAnswer } from './streamAnswer.ts'

const noUnits = { input: 0, cached: 0, output: 0 }
const nothingSent = { usage: noUnits, textBytes: 0 }
const badGateway = 502
const noBytes = new Uint8Array()

/** The model server refused a request with this status after its stream of comments had begun. */
class RefusedInStream extends RelayError {
  readonly refusal: number

  constructor(refusal: number) {
    super('serving.upstream_failed', `status ${refusal}`)
    this.refusal = refusal
  }
}

/**
 * Answers a paid request: accepts its voucher (the signed promise to pay), forwards the request to the model server, and adds a receipt to the answer. A
 * request without a voucher gets the description of the payment. Sends errors of the error table to the client itself.
 */
export async function answerPaid(
  parts: ServeParts,
  { message, response, path }: { readonly message: IncomingMessage; readonly response: ServerResponse; readonly path: string },
): Promise<void> {
  const startedMs = parts.nowMs()
  const body = await readBody(message, mostRequestBytes)
  if (textOfVoucher(message) === null) return offerPayment(parts, { message, response, path, body })
  const sent = voucherOf(message)
  refuseDenied(parts, { sent, body, headers: message.headers })
  const visible = checkedRequest(parts, { body, path })
  if (sent.voucher.terms !== parts.termsHash) throw new RelayError('serving.terms_changed', parts.termsHash)
  const { request: asked, sealer, body: readable } = await openSealed(parts, { body, request: visible, path })
  const prices = await pricesFor(parts, sent, body)
  const need = leastNeed(prices, asked)
  const taken = await takeOrShow(parts, { sent, body, response, need, most: statedMost(message.headers, need) })
  if (taken === null) return
  const known = parts.prefixes?.open(taken.channel.id, readable)
  const request = known === undefined ? asked : { ...asked, shared: known.shared }
  const abort = new AbortController()
  abortWhenGone(response, abort)
  const asking = waitingFor(parts, { request, response, abort })
  const startPrice = () => (asking.isStart ? startPriceOf(prices) : 0n)
  const notePaid = (cost: bigint, { input }: TokenUnits) => {
    if (cost > 0n) known?.notePaid(input)
    const start = cost < startPrice() ? cost : startPrice()
    asking.onPaid?.({ start: inPTokenOf(sent, start), tokens: inPTokenOf(sent, cost - start) })
  }
  const of: AcceptedRequest = { ...taken, prices, request, path, sealer, response, startedMs, abort, startPrice, notePaid }
  try {
    await askMachine(parts, of, { asking, sending: await withImages(parts, of, bodyForModel(of, readable)) })
  } catch (error) {
    // If the answer is not among the running ones, its receipt was already written. The error then does not come from the model server, so it is thrown.
    if (!taken.channel.running.has(sent.voucher.seq)) throw error
    await sendFailure(parts, of, error)
  }
}

/**
 * Returns the terms with their prices in the asset of a voucher. In G, the voucher names the rate by which its client accepts the prices. The whole request is
 * charged at this rate, also if the oracle moves while the answer runs. Reads the rate only for a client whose channel has money, so that strangers cannot make
 * the service read the chain. Throws `serving.terms_changed` if the service accepts no G and for another rate than the chain's, `chain.g_rate_missing` if the
 * rate of the chain is too old, and the codes of `signedChannel`.
 */
async function pricesFor(
  { terms, rates, book }: Pick<ServeParts, 'terms' | 'rates' | 'book'>,
  sent: HeaderVoucher,
  body: Uint8Array,
): Promise<ServiceTerms> {
  const { rate } = sent.voucher
  if (rate === undefined) return terms
  if (terms.acceptsG !== true) throw new RelayError('serving.terms_changed', 'this service accepts PT only')
  await book.signedChannel(sent, body)
  await rates.check(rate)
  return termsInG(terms, rate)
}

/** Returns an amount in PToken, because machines are paid in PToken. */
function inPTokenOf({ voucher: { rate } }: HeaderVoucher, units: bigint): bigint {
  return rate === undefined ? units : inPToken(units, rate)
}

/** The body that a model server gets. `leave` must be called when the model server has it, or will not get it. It then releases the body. */
type Sending = { body: Uint8Array; readonly leave: () => void }

/** Waits for a machine with a free slot, sends the request to it, and forwards the answer. Throws `serving.no_machine`, and the errors of the model server. */
async function askMachine(
  parts: ServeParts,
  of: AcceptedRequest,
  { asking, sending }: { readonly asking: Asking; readonly sending: Sending },
): Promise<void> {
  const { request, path, abort } = of
  const seat = await parts.machines.take(asking).catch((error: unknown) => {
    sending.leave()
    throw error
  })
  const timer = setTimeout(() => abort.abort(), request.isStream ? parts.limits.silentMs : parts.limits.wholeMs)
  try {
    const answer = await seat.upstream.ask({ method: 'POST', path, body: sending.body, headers: seat.headers, signal: abort.signal })
    // The model server has read the images by now, and its answer can take minutes.
    sending.leave()
    const isStream = answer.headers['content-type']?.startsWith('text/event-stream') === true && answer.statusCode === 200
    if (!isStream && of.response.headersSent) throw new RefusedInStream(answer.statusCode ?? badGateway)
    const most = of.sealer === null ? mostAnswerBytes : mostSealedAnswerBytes
    if (!isStream) return await answerWhole(parts, of, { answer, body: await readBody(answer, most) })
    clearTimeout(timer)
    await streamAnswer(parts, of, answer)
  } finally {
    clearTimeout(timer)
    seat.leave()
    sending.leave()
  }
}

/** Returns the body that the model server gets: with a wish for token counts, or with the wish to store nothing. */
function bodyForModel({ request, path }: AcceptedRequest, body: Uint8Array): Uint8Array {
  if (path === responsesPath) return withNothingStored(body)
  return request.isStream && !request.asksUsage ? withUsageAsked(body) : body
}

/**
 * Returns the body in which images that the request names by their URLs are data, so that the model server loads nothing. Throws `serving.remote_file` and
 * `serving.busy`.
 */
async function withImages({ fetchImages }: ServeParts, { request, path, channel, abort }: AcceptedRequest, body: Uint8Array): Promise<Sending> {
  const { remoteImages: urls } = request
  if (urls === undefined || fetchImages === null) return { body, leave: () => undefined }
  const { images, leave } = await fetchImages(channel.id, { urls, signal: abort.signal })
  const sending = {
    body: withImageData(body, { path, images }),
    leave: () => {
      sending.body = noBytes
      leave()
    },
  }
  return sending
}

/** Returns how a request waits for a machine. A stream shows the wait to its client. */
function waitingFor(parts: ServeParts, { request, response, abort }: Pick<AcceptedRequest, 'request' | 'response' | 'abort'>): Asking {
  const onWait = (seconds: number) => {
    if (request.isStream) showWait(parts, response, seconds)
  }
  return { isStart: false, onPaid: null, signal: abort.signal, withinMs: parts.limits.machineWithinMs, onWait }
}

/**
 * Returns the voucher (the signed promise to pay) of a request. Throws `serving.voucher_missing` if there is none, and `serving.voucher_invalid` if it cannot
 * be parsed.
 */
export function voucherOf(message: Pick<IncomingMessage, 'headers'>): HeaderVoucher {
  const text = textOfVoucher(message)
  if (text === null) throw new RelayError('serving.voucher_missing', voucherHeader)
  const voucher = readVoucher(text)
  if (voucher === null) throw new RelayError('serving.voucher_invalid', 'it cannot be read')
  return { voucher, text }
}

/** Returns the text of a request's voucher, from its own header or from the header of x402, or null if the request has neither. */
function textOfVoucher({ headers }: Pick<IncomingMessage, 'headers'>): string | null {
  const [own, payment] = [headers[voucherHeader], headers[paymentSignatureHeader]]
  if (typeof own === 'string') return own
  return typeof payment === 'string' ? (readPaymentSignature(payment) ?? '') : null
}

/**
 * Accepts a voucher, the client's signed promise to pay. If the voucher does not fit the channel's state (a conflict), sends `serving.conflict` with the newest
 * receipt and the voucher with the highest ceiling that this client signed, and returns null.
 */
export async function takeOrShow(
  parts: ServeParts,
  { sent, body, response, need, most }: { readonly sent: HeaderVoucher; readonly body: Uint8Array; readonly response: ServerResponse } & AskedMoney,
): Promise<TakenVoucher | null> {
  const { book, limits, termsHash } = parts
  let running = 0
  for (const channel of book.channels.values()) running += channel.running.size
  if (need !== null && running >= limits.mostRunning) throw new RelayError('serving.busy', `${limits.mostRunning} requests in all`)
  try {
    return await book.take(sent, body, { need, most })
  } catch (error) {
    if (!(error instanceof RelayError) || error.code !== 'serving.conflict') throw error
    const channel = book.knownChannel(sent.voucher)
    await book.synced()
    const receipt = channel?.newestText ?? null
    const shown: Record<string, string> = { [termsHeader]: termsHash, ...(receipt === null ? {} : { [receiptHeader]: receipt }) }
    const best = channel?.best ?? null
    if (best !== null) Object.assign(shown, { [voucherHeader]: best.text, [requestHeader]: best.request })
    const outcome = {
      error: error.code,
      ...(receipt === null ? {} : { receipt }),
      ...(best === null ? {} : { voucher: best.text, request: best.request }),
    }
    sendError(response, error, { ...shown, ...paymentResult(parts, response, outcome) })
    return null
  }
}

/**
 * Sends an answer that was read completely, with its receipt in a header. If the request was encrypted, the answer is encrypted, too. This includes errors of
 * the model server, because they can repeat the prompt. Hash and receipt are about the bytes that are sent.
 */
async function answerWhole(
  parts: ServeParts,
  of: AcceptedRequest,
  { answer, body: came }: { readonly answer: IncomingMessage; readonly body: Uint8Array },
): Promise<void> {
  const { channel, accepted, request, response, startedMs, sealer } = of
  const status = answer.statusCode ?? badGateway
  const plain = withSentence(of, { status, body: came })
  const { usage, textBytes } = readAnswer(Buffer.from(plain.buffer, plain.byteOffset, plain.length).toString())
  const body = sealer === null ? plain : await sealer.whole(plain)
  const running = channel.running.get(accepted.voucher.seq)
  const isPaid = status === 200 && running !== undefined && !response.destroyed
  const units = isPaid ? unitsOf(request, { usage, textBytes }) : noUnits
  const priced = { terms: of.prices, request, startPrice: of.startPrice() }
  const cost = isPaid ? endCost(priced, { channel, answer: running }, { usage, textBytes }) : errorCost(of, status)
  const receipt = parts.book.addReceipt(of, { units, cost, response: hashOfBody(accepted.voucher.salt, body), startedMs })
  of.notePaid(cost, units)
  await parts.book.maySend(channel)
  const again: Record<string, string> = cost > 0n ? { 'x-should-retry': 'false' } : {}
  const result = paymentResult(parts, response, { receipt, ...(status === 200 ? {} : { error: 'serving.upstream_failed' }) })
  sendJson(response, { status, body, headers: { ...again, [receiptHeader]: receipt, [termsHeader]: parts.termsHash, ...result } })
}

/**
 * Returns the body of an answer. If the model server does not have the Responses API and answers without a sentence for people, returns an error of the error
 * table. All other answers do not change.
 */
function withSentence({ path }: AcceptedRequest, { status, body }: { readonly status: number; readonly body: Uint8Array }): Uint8Array {
  if (path !== responsesPath || (status !== 404 && status !== 405) || saysWhy(body)) return body
  return Buffer.from(errorBody(new RelayError('serving.responses_unsupported')).body)
}

function saysWhy(body: Uint8Array): boolean {
  try {
    const { error } = JSON.parse(Buffer.from(body).toString()) as { readonly error?: { readonly message?: unknown } | null }
    return typeof error?.message === 'string'
  } catch {
    return false
  }
}

/**
 * Returns the cost of an answer with an error. It is the start price if a machine was rented for the request, and either the request is wrong in itself or its
 * client disconnected. Otherwise it is 0.
 */
function errorCost({ channel, accepted, request, response, startPrice, prices: terms }: AcceptedRequest, status: number) {
  const running = channel.running.get(accepted.voucher.seq)
  const most = mostOfStatus(terms, status)
  if (running === undefined || (!response.destroyed && most === 0n)) return assetUnits(0n)
  return endCost({ terms, request, startPrice: startPrice() }, { channel, answer: running }, nothingSent)
}

/**
 * Sends an error to the client, with a receipt, because no machine is free or the model server failed. The receipt costs nothing, with one exception: if a
 * machine was rented for the request, the start price is due when the client disconnected or the request is wrong in itself. In a stream that has begun, error
 * and receipt are its last events.
 */
async function sendFailure(parts: ServeParts, of: AcceptedRequest, cause: unknown): Promise<void> {
  const { accepted, channel, response, startedMs, abort, sealer } = of
  const error =
    cause instanceof RelayError
      ? cause
      : new RelayError('serving.upstream_failed', cause instanceof Error && 'code' in cause ? String(cause.code) : '')
  const isStream = response.headersSent
  const text = isStream ? errorPayload(of, { last: null, error }) : errorBody(error).body
  const body = isStream && sealer !== null ? await sealer.next(text) : text
  const isGone = abort.signal.aborted && response.destroyed
  const isCharged = isGone || cause instanceof RefusedInStream
  const cost = isCharged ? errorCost(of, cause instanceof RefusedInStream ? cause.refusal : badGateway) : assetUnits(0n)
  const hash = hashOfBody(accepted.voucher.salt, Buffer.from(isStream ? `${body}\n` : body))
  const receipt = parts.book.addReceipt(of, { units: noUnits, cost, response: hash, startedMs })
  of.notePaid(cost, noUnits)
  await parts.book.maySend(channel)
  const result = paymentResult(parts, response, { error: error.code, receipt })
  if (!isStream) return sendError(response, error, { [receiptHeader]: receipt, [termsHeader]: parts.termsHash, ...result })
  if (!response.destroyed) response.end(`data: ${body}\n\n${receiptComment}${receipt}\n\n`)
}
