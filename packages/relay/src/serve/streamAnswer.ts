import { createHash, type Hash } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { assetUnits, type Hex32 } from '@infinitio/domain'
import { LineSplitter, payloadOf, readAnswer, stepAfter, type StreamLine } from '@infinitio/services'
import { RelayError } from '../relayError.ts'
import { errorBody } from '../wire/answers.ts'
import { moreComment, mostAnswerBytes, receiptComment, termsHeader } from '../wire/headers.ts'
import { endCost, type SentAnswer, unitsOf, usedBy } from './answerCost.ts'
import { type RunningAnswer, mostFor } from './servedChannel.ts'
import type { AcceptedRequest, ServeParts } from './serveParts.ts'

/** The state of a stream that is being sent to a client: the hash of its content, and its text and token counts so far. */
type Stream = {
  readonly parts: ServeParts
  readonly of: AcceptedRequest
  readonly running: RunningAnswer
  readonly hash: Hash
  sent: SentAnswer
  askedAt: bigint
  last: string | null
}

/** Milliseconds after which a client that reads nothing counts as disconnected. */
const slowReaderMs = 60_000

type Ending = 'done' | 'length' | 'cut' | 'gone'

/**
 * Forwards a stream unchanged, event by event, and adds its receipt as a comment before the end. When the cost reaches the ceiling (the most that the payer
 * signed), the stream waits for a higher one. Leaves out the event with the token counts if only the service asked for it, not the client.
 */
export async function streamAnswer(parts: ServeParts, of: AcceptedRequest, answer: IncomingMessage): Promise<void> {
  const { channel, accepted, response } = of
  const running = channel.running.get(accepted.voucher.seq)
  if (running === undefined) throw new Error('an accepted request is running')
  const hash = createHash('sha256').update(Buffer.from(accepted.voucher.salt.slice(2), 'hex'))
  const stream: Stream = { parts, of, running, hash, sent: { usage: null, textBytes: 0 }, askedAt: -1n, last: null }
  await parts.book.synced()
  if (!response.destroyed) {
    const headers = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' }
    response.writeHead(200, { ...headers, 'x-should-retry': 'false', 'x-content-type-options': 'nosniff', [termsHeader]: parts.termsHash })
  }
  const ending = await passOn(stream, answer).catch(() => (response.destroyed ? 'gone' : 'cut') as Ending)
  answer.destroy()
  endStream(stream, ending)
}

/** Writes the last events of the stream, which depend on how it ended, and then the receipt. */
function endStream(stream: Stream, ending: Ending): void {
  const { parts, of, hash, sent } = stream
  const { response, request, channel, accepted, startedMs } = of
  const isGone = ending === 'gone' || response.destroyed
  if (!isGone && ending === 'length') writeEvent(stream, lengthChunk(stream.last, request.model))
  if (!isGone && ending === 'cut') writeEvent(stream, errorBody(new RelayError('serving.upstream_failed', 'the stream ended early')).body)
  const isUnsent = sent.textBytes === 0 && sent.usage === null
  const units = isUnsent ? { input: 0, cached: 0, output: 0 } : unitsOf(request, sent)
  const cost = isUnsent ? assetUnits(0n) : endCost({ terms: parts.terms, request }, { channel, answer: stream.running }, sent)
  const receipt = parts.book.addReceipt({ channel, accepted }, { units, cost, response: `0x${hash.digest('hex')}` as Hex32, startedMs })
  if (isGone) return
  response.write(`${receiptComment}${receipt}\n\n`)
  response.end(ending === 'cut' ? undefined : 'data: [DONE]\n\n')
}

async function passOn(stream: Stream, answer: IncomingMessage): Promise<Ending> {
  const splitter = new LineSplitter(mostAnswerBytes)
  const { silentMs } = stream.parts.limits
  const timer = setTimeout(() => answer.destroy(new Error('the model server is silent')), silentMs)
  let event: StreamLine[] = []
  try {
    for await (const bytes of answer as AsyncIterable<Uint8Array>) {
      timer.refresh()
      for (const line of splitter.push(bytes)) {
        if (line.text !== '') event.push(line)
        else {
          const ending = await passEvent(stream, event)
          if (ending !== null) return ending
          event = []
        }
      }
    }
  } finally {
    clearTimeout(timer)
  }
  return (await passEvent(stream, [...event, ...splitter.end()])) ?? 'cut'
}

/** Forwards one event of the stream. Returns how the stream ends with this event, or null if it continues. */
async function passEvent(stream: Stream, lines: readonly StreamLine[]): Promise<Ending | null> {
  const payloads = lines.map(payloadOf).filter((payload) => payload !== null)
  if (payloads.includes('[DONE]')) return 'done'
  const facts = payloads.map(readAnswer)
  const { request, response } = stream.of
  const usage = facts.findLast((one) => one.usage !== null)?.usage ?? stream.sent.usage
  const textBytes = facts.reduce((sum, one) => sum + one.textBytes, stream.sent.textBytes)
  if (!request.asksUsage && facts.length > 0 && facts.every((one) => one.isOnlyUsage)) {
    stream.sent = { ...stream.sent, usage }
    return null
  }
  if (!(await fitsCeiling(stream, textBytes))) return 'length'
  stream.sent = { usage, textBytes }
  for (const payload of payloads) stream.hash.update(payload).update('\n')
  stream.last = payloads.at(-1) ?? stream.last
  const passed = lines.filter(({ text }) => !text.startsWith(': infinitio'))
  if (passed.length === 0) return null
  const isFree = response.write(`${passed.map(({ text }) => text).join('\n')}\n\n`)
  if (!isFree) await once(response, 'drain', { signal: AbortSignal.any([stream.of.abort.signal, AbortSignal.timeout(slowReaderMs)]) })
  return response.destroyed ? 'gone' : null
}

/**
 * Waits until the signed ceiling (the most that the service may claim) covers an answer of this length. Asks the client for a higher ceiling when half of the
 * present one is used. Returns false if it does not arrive in time.
 */
async function fitsCeiling(stream: Stream, textBytes: number): Promise<boolean> {
  const { parts, of, running } = stream
  const { channel, request, response, abort } = of
  const used = usedBy(parts.terms, request, textBytes)
  const deadline = parts.nowMs() + parts.limits.raiseWithinMs
  for (;;) {
    const most = mostFor(channel, running)
    const half = stepAfter(parts.terms, channel.n) / 2n
    if (most - used < half && stream.askedAt !== most) {
      stream.askedAt = most
      response.write(`${moreComment}\n\n`)
    }
    if (used <= most) {
      running.used = used
      return true
    }
    const left = deadline - parts.nowMs()
    if (left <= 0 || response.destroyed) return false
    await changed(stream, { signal: abort.signal, withinMs: left })
  }
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

function writeEvent({ hash, of: { response } }: Stream, payload: string): void {
  hash.update(payload).update('\n')
  response.write(`data: ${payload}\n\n`)
}

/** Returns the last chunk of an answer that ended because its cost reached the signed maximum. It copies the fields of the previous chunk. */
function lengthChunk(last: string | null, model: string): string {
  const before = last === null ? {} : (JSON.parse(last) as Readonly<Record<string, unknown>>)
  const { id = 'cut', object = 'chat.completion.chunk', created = 0 } = before
  const choice = object === 'text_completion' ? { text: '' } : { delta: {} }
  return JSON.stringify({ id, object, created, model, choices: [{ index: 0, ...choice, finish_reason: 'length' }] })
}
