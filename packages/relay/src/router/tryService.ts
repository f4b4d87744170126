import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { type Candidate, needOf, readInferenceRequest, readReceipt, type Receipt } from '@infinitio/services'
import { passAnswer, type Paid, sendPaid } from '../proxy/payRequest.ts'
import { RelayError } from '../relayError.ts'
import { readBody } from '../wire/answers.ts'
import { receiptHeader, responsesPath } from '../wire/headers.ts'
import { answersOfWholeStep } from './prepaid/openPrepaid.ts'
import type { Purse } from './prepaid/openPurse.ts'
import type { RouterChannel } from './channelSettings.ts'
import type { Passed, Tried } from './routeRequest.ts'

/**
 * HTTP statuses below 500 after which the router tries another service, for example because of a timeout, a rejected voucher (promise to pay), changed terms or
 * too many requests.
 */
const passingStatuses = new Set([402, 403, 404, 408, 409, 412, 425, 429])
/** The HTTP status of a service that is full. This is not a fault of the service. */
const fullStatus = 429
/** The HTTP status with which a service refuses a router whose wallet or country its operator denies. Other errors can have this status too. */
const deniedStatus = 403
const serverError = 500
/** The HTTP status of a service whose model server does not have the path of the request. */
const unknownStatus = 404
/** The reason why a service gives no answer of the Responses API. */
export const unsupportedReason = 'serving.responses_unsupported'
const mostErrorBytes = 65_536

/** The parts that one try of a service needs: the path of the request, the response to the client, the abort of the try, and the clock. */
export type Trying = {
  readonly path: string
  readonly response: ServerResponse
  readonly abort: AbortController
  readonly nowMs: () => number
  /** Milliseconds that a service may take to send its first bytes. */
  readonly firstByteMs: number
  /** The money of the user who prepaid this router, or null if the router's owner pays. */
  readonly purse: Purse | null
  /** Asks the service for the receipts of answers that broke off, until it shows them. Returns at once. */
  readonly readReceipts: () => void
}

/** Sends a request to one service, pays for it, and forwards the answer once its first bytes have arrived. Rejects when the client disconnected. */
export async function tryService(
  channel: RouterChannel,
  { body, candidate }: { readonly body: string; readonly candidate: Candidate },
  trying: Trying,
): Promise<Tried> {
  const bytes = Buffer.from(body)
  const request = readInferenceRequest(bytes, trying.path)
  if (request === null) throw new RelayError('serving.body_invalid')
  const { purse } = trying
  if (purse?.mayPay(needOf(channel.channel.terms(), { ...request, answers: answersOfWholeStep })) === false)
    return { kind: 'failed', reason: 'serving.deposit_too_low', isFault: false }
  const paying: RouterChannel = purse === null ? channel : { ...channel, purse }
  const startedMs = trying.nowMs()
  const limit = new AbortController()
  const timer = setTimeout(() => limit.abort(), trying.firstByteMs)
  try {
    const signal = AbortSignal.any([trying.abort.signal, limit.signal])
    const paid = await sendPaid(paying, { body: bytes, request, path: trying.path, signal })
    const failed = await failureOf(paying, paid, trying.path)
    if (failed !== null) {
      endTry(trying)
      return failed
    }
    clearTimeout(timer)
    const firstMs = trying.nowMs() - startedMs
    return { kind: 'answered', pass: () => pass(paying, { paid, candidate, firstMs }, trying) }
  } catch (error) {
    endTry(trying)
    if (trying.abort.signal.aborted) throw error
    return { kind: 'failed', reason: reasonOf(error, limit.signal.aborted), isFault: true }
  } finally {
    clearTimeout(timer)
  }
}

function reasonOf(error: unknown, isLate: boolean): string {
  if (isLate) return 'no answer in time'
  return error instanceof RelayError ? error.code : 'no connection'
}

/** Returns why an answer failed, or null if it did not. For a good status, it first waits for the first bytes, because a stream can end before them. */
async function failureOf({ channel, purse }: RouterChannel, { open, answer }: Paid, path: string): Promise<Tried | null> {
  const status = answer.statusCode ?? serverError
  if (status < serverError && !passingStatuses.has(status)) {
    if (answer.readableLength === 0 && !answer.readableEnded)
      await Promise.race([once(answer, 'readable'), once(answer, 'end'), once(answer, 'close')])
    return answer.destroyed && answer.readableLength === 0 ? leave('the answer ended before its first bytes', true) : null
  }
  const body = await readBody(answer, mostErrorBytes).catch(() => new Uint8Array())
  const receipt = answer.headers[receiptHeader]
  // A receipt that is accepted at once leaves room for the next request to this service.
  if (typeof receipt === 'string' && channel.accept(open, receipt, { response: null, textBytes: 0, status }) !== null)
    await purse?.receiptFor(receipt)
  if (status === deniedStatus && Buffer.from(body).includes('"code":"serving.denied"')) return { ...leave('serving.denied', true), isDenied: true }
  // A service without the Responses API has no fault: it answers chat completions.
  if (status === unknownStatus && path === responsesPath) return leave(unsupportedReason, false)
  return leave(`status ${status}`, status !== fullStatus)

  function leave(reason: string, isFault: boolean): Extract<Tried, { kind: 'failed' }> {
    channel.leave(open.seq)
    return { kind: 'failed', reason, isFault }
  }
}

async function pass(
  channel: RouterChannel,
  { paid, candidate, firstMs }: { readonly paid: Paid; readonly candidate: Candidate; readonly firstMs: number },
  trying: Trying,
): Promise<Passed> {
  const { response, abort, nowMs } = trying
  const startedMs = nowMs()
  response.setHeader('infinitio-service', candidate.service)
  // With this salt, the client calculates the hash of its request in the receipt.
  response.setHeader('infinitio-salt', paid.open.salt)
  const text = await passAnswer(channel, paid, { response, abort }).finally(() => endTry(trying))
  const header = paid.answer.headers[receiptHeader]
  const read = readReceipt(text ?? (typeof header === 'string' ? header : ''))
  return {
    status: paid.answer.statusCode ?? serverError,
    receipt: read?.receipt ?? null,
    firstMs,
    tokensPerSecond: speedOf(read?.receipt ?? null, nowMs() - startedMs),
  }
}

/** Returns the tokens per second after the first bytes, or null for an answer with too few tokens to measure. */
function speedOf(receipt: Receipt | null, ms: number): number | null {
  const fewest = 16
  return receipt === null || receipt.units.output < fewest || ms <= 0 ? null : (receipt.units.output * 1_000) / ms
}

/** Ends a try. If its answer broke off, only the receipt of the service states its cost, and the request counts as open until then. */
function endTry({ purse, readReceipts }: Trying): void {
  purse?.end()
  readReceipts()
}
