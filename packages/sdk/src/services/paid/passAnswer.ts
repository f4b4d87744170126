import {
  type AnswerOpener,
  type CountedItems,
  countedTokens,
  LineSplitter,
  moreComment,
  type OpenRequest,
  payloadOf,
  readAnswer,
  type Receipt,
  receiptComment,
  receiptHeader,
  requestHash,
  responseHash,
  sealedTextBytes,
  type StreamLine,
  voucherHeader,
} from '@infinitio/services'
import { InfinitioError } from '../../transport/InfinitioError.ts'
import { refusal } from '../../transport/refusal.ts'
import { errorText } from './errorAnswer.ts'
import type { PaidChannel, Sent } from './sendPaid.ts'

/** The receipt of an answer after all checks, and its text as the service sent it. */
export type CheckedReceipt = { readonly receipt: Receipt; readonly text: string }

/** The answer for the client, and a promise of its receipt after all checks. The receipt is null for an answer that costs nothing or that broke off. */
export type PassedAnswer = { readonly response: Response; readonly receipt: Promise<CheckedReceipt | null> }

/** Called when an answer ended without its receipt (the signed price). The caller then asks the service for the receipt. */
type OnCut = () => void

const mostAnswerBytes = 16 * 1_048_576
const raiseWithinMs = 10_000
const passedHeaders = [receiptHeader, 'x-should-retry', 'retry-after']

/**
 * Checks the receipt of an answer that is not a stream, and returns the answer, decrypted if the request was encrypted. Throws `serving.receipt_wrong`,
 * `serving.answer_unsealed`, and `serving.upstream_failed` if the answer breaks off.
 */
export async function passWhole(parts: PaidChannel, sent: Sent): Promise<PassedAnswer> {
  const { channel } = parts
  const { open, answer } = sent
  try {
    const arrived = await wholeBody(answer)
    const text = answer.headers.get(receiptHeader)
    if (text === null && answer.status === 200) throw channel.missing()
    const body = await readable(parts, sent, arrived)
    const { textBytes } = readAnswer(new TextDecoder().decode(body))
    channel.count(open.seq, countedTokens(textBytes))
    const { status } = answer
    const receipt = text === null ? null : channel.accept(open, text, { response: requestHash(open.salt, arrived), textBytes, status })
    const headers = new Headers({ 'content-type': 'application/json' })
    for (const name of passedHeaders) if (answer.headers.has(name)) headers.set(name, answer.headers.get(name) ?? '')
    if (receipt !== null && receipt.cost > 0n) headers.set('x-should-retry', 'false')
    const response = new Response(new Uint8Array(body), { status: answer.status, headers })
    return { response, receipt: Promise.resolve(receipt === null || text === null ? null : { receipt, text }) }
  } finally {
    channel.leave(open.seq)
  }
}

/**
 * Returns the body of an answer in decrypted form. An error may be unencrypted, because a service or gateway that could not decrypt the prompt cannot repeat it
 * in the error. Throws `serving.answer_unsealed` for any other unencrypted answer, and for bytes that were changed.
 */
async function readable({ channel }: PaidChannel, { opener, answer }: Sent, arrived: Uint8Array): Promise<Uint8Array> {
  if (opener === null) return arrived
  const opened = await opener.whole(arrived)
  if (opened !== null) return opened
  if (answer.status === 200 || sealedTextBytes(new TextDecoder().decode(arrived)) > 0) throw channel.unsealed()
  return arrived
}

/**
 * Forwards a stream event by event, decrypted if the request was encrypted. Signs a higher maximum price (ceiling) when the service asks for it, and checks the
 * receipt before the stream ends.
 */
export function passStream(parts: PaidChannel, sent: Sent, { abort, onCut }: { readonly abort: () => void; readonly onCut: OnCut }): PassedAnswer {
  const done = Promise.withResolvers<CheckedReceipt | null>()
  const { open, answer } = sent
  const stream = new PassedStream(parts, sent)
  const reader = answer.body?.getReader()
  const end = () => {
    parts.channel.leave(open.seq)
    done.resolve(stream.receipt)
    if (stream.receipt === null) onCut()
  }
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        // The reader of the stream gets at least one event for each pull, or the stream ends.
        for (let passed = 0; passed === 0; ) {
          const next = await reader?.read()
          if (next === undefined || next.done) {
            if (stream.receipt === null) throw parts.channel.missing()
            end()
            return controller.close()
          }
          for (const event of await stream.events(next.value)) {
            controller.enqueue(event)
            passed += 1
          }
        }
      } catch (error) {
        abort()
        const known = error instanceof InfinitioError ? error : refusal('serving.upstream_failed', { detail: 'the stream was cut' })
        controller.enqueue(new TextEncoder().encode(`data: ${errorText(known)}\n\n`))
        end()
        controller.close()
      }
    },
    cancel() {
      abort()
      end()
    },
  })
  const headers = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache, no-transform', 'x-should-retry': 'false' }
  return { response: new Response(body, { status: 200, headers }), receipt: done.promise }
}

/** Checks the events of a streamed answer while they arrive. */
class PassedStream {
  receipt: CheckedReceipt | null = null
  readonly #parts: PaidChannel
  readonly #open: OpenRequest
  readonly #opener: AnswerOpener | null
  readonly #splitter = new LineSplitter(mostAnswerBytes)
  readonly #hashed: Uint8Array[] = []
  #lines: StreamLine[] = []
  readonly #items: CountedItems = new Map()
  #textBytes = 0

  constructor(parts: PaidChannel, { open, opener }: Sent) {
    this.#parts = parts
    this.#open = open
    this.#opener = opener
  }

  /** Returns the complete events that end in these bytes. Throws `serving.receipt_wrong`. */
  async events(bytes: Uint8Array): Promise<Uint8Array[]> {
    const events: Uint8Array[] = []
    for (const line of this.#splitter.push(bytes)) {
      if (line.text !== '') {
        this.#lines.push(line)
        continue
      }
      const shown: string[] = []
      for (const one of this.#lines) {
        const text = await this.#check(one)
        if (text !== null) shown.push(text)
      }
      this.#lines = []
      if (shown.length > 0 || this.#opener === null) events.push(new TextEncoder().encode(`${shown.join('\n')}\n\n`))
    }
    return events
  }

  /** Checks a line, and returns it as the program reads it, or null for a line that only the encryption needs. */
  async #check(line: StreamLine): Promise<string | null> {
    const { channel } = this.#parts
    const opener = this.#opener
    const payload = payloadOf(line)
    if (line.text.startsWith(receiptComment)) {
      const text = line.text.slice(receiptComment.length)
      const receipt = channel.accept(this.#open, text, { response: responseHash(this.#open.salt, this.#hashed), textBytes: this.#textBytes })
      this.receipt = receipt === null ? null : { receipt, text }
    } else if (line.text === moreComment) {
      await raise(this.#parts, this.#open.seq)
    } else if (payload === '[DONE]') {
      if (this.receipt === null) throw channel.missing()
      if (opener?.isDone === false) throw channel.unsealed()
    } else if (payload !== null) {
      // Text after the receipt is an error, because the receipt's signature would not cover it.
      if (this.receipt !== null) throw channel.missing()
      this.#hashed.push(new TextEncoder().encode(`${payload}\n`))
      const opened = opener === null ? payload : await opener.next(payload)
      if (opened === null) throw channel.unsealed()
      this.#textBytes += readAnswer(opened, this.#items).textBytes
      channel.count(this.#open.seq, countedTokens(this.#textBytes))
      // The encrypted end of the stream only shows that nothing is missing. The program gets the unencrypted end after the receipt.
      if (opener !== null) return opener.isDone ? null : `data: ${opened}`
    } else if (opener !== null && !line.text.startsWith(':')) {
      // Only comments and payloads belong to an encrypted answer. Anybody on the way could add other lines.
      return null
    }
    return line.text
  }
}

/** Signs and sends a higher maximum price (ceiling). If the service does not accept it, the service ends the answer early, with the finish reason `length`. */
async function raise({ channel, ask }: PaidChannel, seq: number): Promise<void> {
  const higher = channel.raise(seq)
  if (higher === null) return
  const headers = { [voucherHeader]: higher.header }
  const body = new TextEncoder().encode(higher.body)
  const answer = await ask({ method: 'POST', path: '/v1/vouchers', body, headers, signal: AbortSignal.timeout(raiseWithinMs) }).catch(() => null)
  await answer?.body?.cancel()
}

/** Reads a body. Stops with an error if it is longer than an answer may be. */
async function wholeBody(answer: Response): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let bytes = 0
  try {
    for await (const part of answer.body ?? []) {
      bytes += part.length
      if (bytes > mostAnswerBytes) break
      parts.push(part)
    }
  } catch {
    throw refusal('serving.upstream_failed', { detail: 'the answer was cut' })
  }
  if (bytes > mostAnswerBytes) throw refusal('serving.upstream_failed', { detail: `more than ${mostAnswerBytes} bytes` })
  const whole = new Uint8Array(bytes)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
