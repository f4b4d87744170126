import type { Hash } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  countedTokens,
  type InferenceRequest,
  LineSplitter,
  type OpenRequest,
  payloadOf,
  type PayingChannel,
  readAnswer,
  readInferenceRequest,
  type StreamLine,
} from '@infinitio/services'
import { RelayError } from '../relayError.ts'
import { abortWhenGone, errorBody, readBody, sendJson } from '../wire/answers.ts'
import { moreComment, mostAnswerBytes, mostRequestBytes, receiptComment, receiptHeader, requestHeader, voucherHeader } from '../wire/headers.ts'
import { digestOf, hashOfBody, saltedHash } from '../wire/hashOfBody.ts'
import type { Upstream } from '../wire/openUpstream.ts'

/**
 * The objects that every request of a proxy shares. `renewTerms` reads the service's new terms and compares them with the terms that the user accepted. It uses
 * the new terms or throws.
 */
export type PayParts = { readonly channel: PayingChannel; readonly upstream: Upstream; readonly renewTerms: () => Promise<void> }

/**
 * A request to a service with its voucher (the payer's signed promise to pay), and the headers of the service's answer, which accepts or rejects the request.
 */
export type Paid = { readonly open: OpenRequest; readonly answer: IncomingMessage }
type Client = { readonly response: ServerResponse; readonly abort: AbortController }

/**
 * Adds a payment to a request and forwards the request unchanged. Then checks the receipt, and sends the answer unchanged. Throws the codes of the error table.
 */
export async function payRequest(
  parts: PayParts,
  { message, response, path }: { readonly message: IncomingMessage; readonly response: ServerResponse; readonly path: string },
): Promise<void> {
  const body = await readBody(message, mostRequestBytes)
  const request = readInferenceRequest(body)
  if (request === null) throw new RelayError('serving.body_invalid')
  const abort = new AbortController()
  abortWhenGone(response, abort)
  const paid = await sendPaid(parts, { body, request, path, signal: abort.signal })
  await passAnswer(parts, paid, { response, abort })
}

/**
 * Forwards an answer unchanged to the client and checks its receipt. A stream is forwarded as it arrives. Returns the text of the receipt, or null if the
 * answer has none.
 */
export async function passAnswer(parts: PayParts, { open, answer }: Paid, client: Client): Promise<string | null> {
  const isStream = answer.statusCode === 200 && answer.headers['content-type']?.startsWith('text/event-stream') === true
  try {
    if (isStream) return await passStream(parts, { open, answer }, client)
    return await passWhole(parts, { open, answer }, client.response)
  } finally {
    parts.channel.leave(open.seq)
  }
}

/** A request to a path that costs money. */
export type Sending = { readonly body: Uint8Array; readonly request: InferenceRequest; readonly path: string; readonly signal: AbortSignal }

/**
 * Sends a request with its voucher, a signed promise to pay up to a ceiling. If the service rejects the voucher or has new terms, and the proxy can adapt to
 * that, it sends the request once more with another voucher.
 */
export async function sendPaid(parts: PayParts, { body, request, path, signal }: Sending): Promise<Paid> {
  const { channel, upstream, renewTerms } = parts
  for (let isSecond = false; ; isSecond = true) {
    const { open, header } = channel.begin(body, request)
    const answer = await upstream.ask({ method: 'POST', path, body, headers: { [voucherHeader]: header }, signal }).catch((error: unknown) => {
      // The service may have accepted the voucher (promise to pay) before the connection failed. Only a receipt can show that, so the request stays open until
      // then.
      channel.leave(open.seq)
      throw new RelayError('serving.upstream_failed', error instanceof Error && 'code' in error ? String(error.code) : '')
    })
    const { statusCode, headers } = answer
    const isRefused = headers[receiptHeader] === undefined && statusCode !== 200
    const isConflict = statusCode === 409 && typeof headers[voucherHeader] === 'string'
    if (isRefused || isConflict) {
      channel.leave(open.seq)
      channel.release(open.seq)
    }
    if (isSecond || (statusCode !== 409 && statusCode !== 412)) return { open, answer }
    if (!isConflict && statusCode === 409) return { open, answer }
    answer.resume()
    if (statusCode === 412) await renewTerms()
    else
      channel.resolve({ receipt: textOf(headers[receiptHeader]), voucher: String(headers[voucherHeader]), request: String(headers[requestHeader]) })
  }
}

function textOf(header: string | readonly string[] | undefined): string | null {
  return typeof header === 'string' ? header : null
}

async function passWhole({ channel }: PayParts, { open, answer }: Paid, response: ServerResponse): Promise<string | null> {
  const status = answer.statusCode ?? 502
  const body = await readBody(answer, mostAnswerBytes).catch(() => {
    throw new RelayError('serving.upstream_failed', 'the answer was cut')
  })
  const receipt = textOf(answer.headers[receiptHeader])
  if (receipt === null && status === 200) throw channel.missing()
  const { textBytes } = readAnswer(Buffer.from(body).toString())
  channel.count(open.seq, countedTokens(textBytes))
  if (receipt !== null) channel.accept(open, receipt, { response: hashOfBody(open.salt, body), textBytes, status })
  const passed: Record<string, string> = {}
  for (const name of [receiptHeader, 'x-should-retry', 'retry-after']) {
    const value = answer.headers[name]
    if (typeof value === 'string') passed[name] = value
  }
  sendJson(response, { status, body, headers: passed })
  return receipt
}

/** The state of a stream while it is forwarded to the client. */
type Passing = { textBytes: number; receipt: string | null; readonly hash: Hash }

async function passStream(parts: PayParts, paid: Paid, client: Client): Promise<string | null> {
  const { response } = client
  const { open, answer } = paid
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-should-retry': 'false',
  })
  const passing: Passing = { textBytes: 0, receipt: null, hash: saltedHash(open.salt) }
  const splitter = new LineSplitter(mostAnswerBytes)
  let lines: StreamLine[] = []
  try {
    for await (const bytes of answer as AsyncIterable<Uint8Array>) {
      for (const line of splitter.push(bytes)) {
        if (line.text !== '') lines.push(line)
        else {
          await passEvent(parts, { paid, client, passing }, lines)
          lines = []
        }
      }
    }
    if (passing.receipt === null) throw parts.channel.missing()
    response.end()
  } catch (error) {
    answer.destroy()
    const known = error instanceof RelayError ? error : new RelayError('serving.upstream_failed', 'the stream was cut')
    if (!response.destroyed) response.end(`data: ${errorBody(known).body}\n\n`)
  }
  return passing.receipt
}

type OfStream = { readonly paid: Paid; readonly client: Client; readonly passing: Passing }

async function passEvent(parts: PayParts, { paid, client, passing }: OfStream, lines: readonly StreamLine[]): Promise<void> {
  const { channel } = parts
  const { open } = paid
  for (const line of lines) {
    const payload = payloadOf(line)
    if (line.text.startsWith(receiptComment)) {
      const response = digestOf(passing.hash.copy())
      const text = line.text.slice(receiptComment.length)
      channel.accept(open, text, { response, textBytes: passing.textBytes })
      passing.receipt = text
    } else if (line.text === moreComment) {
      await raise(parts, open.seq)
    } else if (payload === '[DONE]') {
      if (passing.receipt === null) throw channel.missing()
    } else if (payload !== null) {
      // Text after the receipt is an error, because the receipt's signature would not cover that text.
      if (passing.receipt !== null) throw channel.missing()
      passing.hash.update(payload).update('\n')
      passing.textBytes += readAnswer(payload).textBytes
      channel.count(open.seq, countedTokens(passing.textBytes))
    }
  }
  const { response, abort } = client
  const isFree = response.write(`${lines.map(({ text }) => text).join('\n')}\n\n`)
  if (!isFree && !response.destroyed) await once(response, 'drain', { signal: abort.signal })
}

/**
 * Sends a voucher with a higher ceiling (the most that the service may claim in total). If the service does not accept it, the service ends the answer early,
 * with the finish reason `length`.
 */
async function raise({ channel, upstream }: PayParts, seq: number): Promise<void> {
  const higher = channel.raise(seq)
  if (higher === null) return
  const headers = { [voucherHeader]: higher.header }
  const call = { method: 'POST', path: '/v1/vouchers', body: Buffer.from(higher.body), headers, signal: AbortSignal.timeout(raiseWithinMs) } as const
  await upstream.ask(call).then(
    (answer) => answer.resume(),
    () => null,
  )
}

const raiseWithinMs = 10_000
