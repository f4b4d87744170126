import type { Hash } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { assetUnits } from '@infinitio/domain'
import {
  type AnswerSealer,
  costOf,
  type CountedItems,
  countedTokens,
  endsResponses,
  LineSplitter,
  payloadOf,
  promptPrice,
  readAnswer,
  stepAfter,
  type StreamLine,
} from '@infinitio/services'
import { RelayError } from '../relayError.ts'
import { digestOf, saltedHash } from '../wire/hashOfBody.ts'
import { moreComment, mostAnswerBytes, mostSealedAnswerBytes, receiptComment, responsesPath, termsHeader } from '../wire/headers.ts'
import { endCost, type SentAnswer, unitsOf } from './answerCost.ts'
import { errorPayload, lengthPayload } from './lastPayload.ts'
import { paymentResult } from './paymentResult.ts'
import { type RunningAnswer, mostFor } from './servedChannel.ts'
import type { AcceptedRequest, ServeParts } from './serveParts.ts'

/**
 * The state of a stream that is being sent to a client: the hash of its content, and its text and token counts so far. `event` has the lines of an event that
 * is not complete yet, `items` the text that was counted for each item, `text` the events that are to be sent, and `hashed` the payloads that are to be hashed. `promptPrice` includes the start price.
 */
type Stream = {
  readonly parts: ServeParts
  readonly of: AcceptedRequest
  readonly running: RunningAnswer
  readonly hash: Hash
  readonly promptPrice: bigint
  readonly items: CountedItems
  event: StreamLine[]
  text: string
  hashed: string
  sent: SentAnswer
  askedAt: bigint
  first: string | null
  last: string | null
}

/** Milliseconds after which a client that reads nothing counts as disconnected. */
const slowReaderMs = 60_000

type Ending = 'done' | 'length' | 'cut' | 'gone'

/**
 * Forwards a stream event by event, and adds its receipt as a comment before the end. Asks for a higher ceiling (the most that the payer signed) in time, and
 * waits for it when the cost reaches the present one. The answer to an unencrypted request is not changed, with two exceptions: comments that only a service
 * may write are left out, and the event with the token counts is left out if only the service asked for it. The events of the answer to an encrypted request
 * are encrypted one by one, without the lines that have no payload.
 */
export async function streamAnswer(parts: ServeParts, of: AcceptedRequest, answer: IncomingMessage): Promise<void> {
  const { channel, accepted, response } = of
  const running = channel.running.get(accepted.voucher.seq)
  if (running === undefined) throw new Error('an accepted request is running')
  const stream: Stream = {
    ...{ parts, of, running, hash: saltedHash(accepted.voucher.salt), promptPrice: promptPrice(of.prices, of.request.prompt) + of.startPrice() },
    ...{ items: new Map(), event: [], text: '', hashed: '', sent: { usage: null, textBytes: 0 }, askedAt: -1n, first: null, last: null },
  }
  beginStream(parts, response)
  const ending = await passOn(stream, answer).catch(() => (response.destroyed ? 'gone' : 'cut') as Ending)
  answer.destroy()
  await endStream(stream, ending)
}

/** Shows the client of a stream that it waits for a machine. Clients skip comments. */
export function showWait(parts: Pick<ServeParts, 'termsHash' | 'release'>, response: ServerResponse, seconds: number): void {
  beginStream(parts, response)
  if (!response.destroyed) response.write(`: starting, about ${seconds} s\n\n`)
}

function beginStream(parts: Pick<ServeParts, 'termsHash' | 'release'>, response: ServerResponse): void {
  if (response.destroyed || response.headersSent) return
  const headers = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' }
  const more = { 'x-should-retry': 'false', 'x-content-type-options': 'nosniff', [termsHeader]: parts.termsHash }
  response.writeHead(200, { ...headers, ...more, ...paymentResult(parts, response, {}) })
}

/** Writes the last events of the stream, which depend on how it ended, and then the receipt. */
async function endStream(stream: Stream, ending: Ending): Promise<void> {
  const { parts, of, hash, sent } = stream
  const { response, request, channel, accepted, startedMs } = of
  const isGone = ending === 'gone' || response.destroyed
  if (!isGone && ending === 'length') await writeEvent(stream, lengthPayload(of, stream))
  const { last } = stream
  if (!isGone && ending === 'cut')
    await writeEvent(stream, errorPayload(of, { last, error: new RelayError('serving.upstream_failed', 'the stream ended early') }))
  if (!isGone && ending !== 'cut' && of.sealer !== null) await writeEvent(stream, '[DONE]')
  const isUnsent = sent.textBytes === 0 && sent.usage === null
  const units = isUnsent ? { input: 0, cached: 0, output: 0 } : unitsOf(request, sent)
  const priced = { terms: of.prices, request, startPrice: of.startPrice() }
  const isFree = isUnsent && !(isGone && priced.startPrice > 0n)
  const cost = isFree ? assetUnits(0n) : endCost(priced, { channel, answer: stream.running }, isUnsent ? { usage: units, textBytes: 0 } : sent)
  const receipt = parts.book.addReceipt({ channel, accepted }, { units, cost, response: digestOf(hash), startedMs })
  of.notePaid(cost, units)
  await parts.book.maySend(channel)
  if (isGone || response.destroyed) return
  response.write(`${receiptComment}${receipt}\n\n`)
  response.end(ending === 'cut' ? undefined : 'data: [DONE]\n\n')
}

async function passOn(stream: Stream, answer: IncomingMessage): Promise<Ending> {
  const splitter = new LineSplitter(stream.of.sealer === null ? mostAnswerBytes : mostSealedAnswerBytes)
  const { silentMs } = stream.parts.limits
  const timer = setTimeout(() => answer.destroy(new Error('the model server is silent')), silentMs)
  try {
    for await (const bytes of answer as AsyncIterable<Uint8Array>) {
      timer.refresh()
      const ending = await passLines(stream, splitter.push(bytes))
      if (ending !== null) return ending
    }
  } finally {
    clearTimeout(timer)
  }
  return (await passLines(stream, [...splitter.end(), emptyLine])) ?? 'cut'
}

const emptyLine: StreamLine = { raw: new Uint8Array(), text: '' }

/**
 * Forwards the events that are complete with these lines. It writes them together where it can, because a write is slow. Returns how the stream ends with them,
 * or null if it continues.
 */
async function passLines(stream: Stream, lines: readonly StreamLine[]): Promise<Ending | null> {
  for (const line of lines) {
    if (line.text !== '') {
      stream.event.push(line)
      continue
    }
    const event = readEvent(stream, stream.event)
    stream.event = []
    if (event.isDone) return (await send(stream)) ?? 'done'
    if (event.isOnlyUsage) continue
    if (!covers(stream, event.sent.textBytes)) {
      const ending = await send(stream)
      if (ending !== null) return ending
      if (!(await fitsCeiling(stream, event.sent.textBytes))) return 'length'
    }
    stream.sent = event.sent
    stream.first ??= event.payloads[0] ?? null
    stream.last = event.payloads.at(-1) ?? stream.last
    const { sealer } = stream.of
    const { payloads, text } = sealer === null ? event : await sealedEvent(sealer, event.payloads)
    for (const payload of payloads) stream.hashed += `${payload}\n`
    if (text !== '') stream.text += text
    // A stream of the Responses API has no `[DONE]`.
    if (stream.of.path === responsesPath && event.payloads.some(endsResponses)) return (await send(stream)) ?? 'done'
  }
  return await send(stream)
}

/**
 * An event of a stream: its payloads, and its text without the lines that only a service may write. `sent` is how much of the answer was sent after this event.
 */
type StreamEvent = {
  readonly isDone: boolean
  readonly isOnlyUsage: boolean
  readonly payloads: readonly string[]
  readonly text: string
  readonly sent: SentAnswer
}

/** Parses one event. If it has only the token counts, and the client did not ask for them, the counts are stored and the event is not forwarded. */
function readEvent(stream: Stream, lines: readonly StreamLine[]): StreamEvent {
  const payloads: string[] = []
  let [text, textBytes, usage] = ['', stream.sent.textBytes, stream.sent.usage]
  let isOnlyUsage = true
  for (const line of lines) {
    if (!line.text.startsWith(': infinitio')) text += `${line.text}\n`
    const payload = payloadOf(line)
    if (payload === null) continue
    payloads.push(payload)
    if (payload === '[DONE]') return { isDone: true, isOnlyUsage: false, payloads, text, sent: stream.sent }
    const facts = readAnswer(payload, stream.items)
    usage = facts.usage ?? usage
    textBytes += facts.textBytes
    isOnlyUsage &&= facts.isOnlyUsage
  }
  isOnlyUsage &&= payloads.length > 0 && !stream.of.request.asksUsage
  if (isOnlyUsage) stream.sent = { ...stream.sent, usage }
  return { isDone: false, isOnlyUsage, payloads, text: text === '' ? '' : `${text}\n`, sent: { usage, textBytes } }
}

/** Returns the encrypted form of an event. */
async function sealedEvent(sealer: AnswerSealer, payloads: readonly string[]): Promise<Pick<StreamEvent, 'payloads' | 'text'>> {
  const sealed: string[] = []
  for (const payload of payloads) sealed.push(await sealer.next(payload))
  return { payloads: sealed, text: sealed.length === 0 ? '' : `${sealed.map((one) => `data: ${one}\n`).join('')}\n` }
}

/** Sends the events that were read. Returns `gone` if the client disconnected, otherwise null. Waits if the client reads too slowly. */
async function send(stream: Stream): Promise<Ending | null> {
  const { response, abort } = stream.of
  const { text, hashed } = stream
  stream.text = ''
  stream.hashed = ''
  if (hashed !== '') stream.hash.update(hashed)
  if (text !== '' && !response.write(text))
    await once(response, 'drain', { signal: AbortSignal.any([abort.signal, AbortSignal.timeout(slowReaderMs)]) })
  return response.destroyed ? 'gone' : null
}

/**
 * Returns true if the signed ceiling (the most that the service may claim) covers an answer of this length. Asks the client for a higher ceiling when less than
 * half a step (the advance for one request) is left.
 */
function covers(stream: Stream, textBytes: number): boolean {
  const { running, of } = stream
  const used = stream.promptPrice + costOf(of.prices, { input: 0, cached: 0, output: countedTokens(textBytes) })
  const most = mostFor(of.channel, running)
  if (stream.askedAt !== most && most - used < stepAfter(of.prices, of.channel.n) / 2n) {
    stream.askedAt = most
    stream.text += `${moreComment}\n\n`
  }
  if (used <= most) running.used = used
  return used <= most
}

/** Waits until the signed ceiling covers an answer of this length. Returns false if a higher ceiling does not arrive in time. */
async function fitsCeiling(stream: Stream, textBytes: number): Promise<boolean> {
  const { parts, of } = stream
  const deadline = parts.nowMs() + parts.limits.raiseWithinMs
  while (!covers(stream, textBytes)) {
    const left = deadline - parts.nowMs()
    if (left <= 0 || (await send(stream)) === 'gone') return false
    await changed(stream, { signal: of.abort.signal, withinMs: left })
  }
  return true
}

/** Resolves when the ceiling (the most that the service may claim) or the owed amount of the channel changes, when the signal aborts, or after `withinMs`. */
function changed({ of: { channel } }: Stream, { signal, withinMs }: { readonly signal: AbortSignal; readonly withinMs: number }): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      channel.listeners.delete(wake)
      clearTimeout(timer)
      signal.removeEventListener('abort', wake)
      resolve()
    }
    const timer = setTimeout(wake, withinMs)
    channel.listeners.add(wake)
    signal.addEventListener('abort', wake)
    if (signal.aborted) wake()
  })
}

async function writeEvent({ hash, of: { response, sealer } }: Stream, plain: string): Promise<void> {
  const payload = sealer === null ? plain : await sealer.next(plain)
  hash.update(payload).update('\n')
  response.write(`data: ${payload}\n\n`)
}
