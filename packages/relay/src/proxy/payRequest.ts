import type { Hash } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AssetUnits, ServiceId } from '@infinitio/domain'
import {
  type AnswerOpener,
  type CountedItems,
  countedTokens,
  type InferenceRequest,
  LineSplitter,
  type OpenRequest,
  payloadOf,
  type PayingChannel,
  readAnswer,
  readInferenceRequest,
  type SealedRequest,
  sealedTextBytes,
  type ServiceTerms,
  type StreamLine,
} from '@infinitio/services'
import { RelayError } from '../relayError.ts'
import { abortWhenGone, errorBody, readBody, sendJson } from '../wire/answers.ts'
import {
  moreComment,
  mostAnswerBytes,
  mostHeader,
  mostRequestBytes,
  receiptComment,
  receiptHeader,
  requestHeader,
  voucherHeader,
} from '../wire/headers.ts'
import { digestOf, hashOfBody, saltedHash } from '../wire/hashOfBody.ts'
import { isUnsent, type Upstream } from '../wire/openUpstream.ts'
import { type PromptPrivacy, readPrivacy, sealBody } from './sealBody.ts'

/**
 * The objects that every request of a proxy shares. `renewTerms` reads the service's new terms and compares them with the terms that the user accepted. It then
 * either applies the new terms or throws.
 */
export type PayParts = {
  readonly channel: PayingChannel
  readonly upstream: Upstream
  readonly renewTerms: () => Promise<void>
  /** The money of a user of a router. If absent, the program pays for itself. */
  readonly purse?: ReceiptPurse
  /** Records that the service showed vouchers of this key which the files of this program do not have, so its books of users are older, too. */
  readonly onOlderFiles?: () => void
}

/** Decides whether a user of a router may pay for a request, and replaces the receipt of the service by the router's own. */
export type ReceiptPurse = {
  /** Returns true, and reserves the money, if the user can pay for a request that costs the router at most `cost`. */
  readonly mayPay: (cost: bigint) => boolean
  /** Returns the most that the request may cost the router now. */
  readonly covered: () => AssetUnits
  /** Stores that the router sends a voucher for the request now. */
  readonly begun: (open: OpenRequest) => void
  /** Records that the service did not take the voucher. */
  readonly refused: () => void
  /** Returns the receipt that the user gets for the checked receipt of the service, or null for an answer that costs nothing. */
  readonly receiptFor: (text: string) => Promise<string | null>
}

/** The parts of a proxy for one service. `privacy` is how it sends prompts of requests that do not ask for something else. */
export type ProxyParts = PayParts & { readonly service: ServiceId; readonly privacy: PromptPrivacy }

/**
 * A request to a service with its voucher (the payer's signed promise to pay), and the service's answer, of which only the headers have arrived. The answer
 * accepts or rejects the request. `opener` decrypts the answer if this program encrypted the request. `isSealed` is true if the client encrypted the request:
 * then this program cannot read the answer.
 */
export type Paid = {
  readonly open: OpenRequest
  readonly answer: IncomingMessage
  readonly opener: AnswerOpener | null
  readonly isSealed: boolean
}
type Client = { readonly response: ServerResponse; readonly abort: AbortController }

/**
 * Adds a payment to a request and forwards the request, encrypted if the service decrypts prompts. Then checks the receipt, decrypts the answer, and sends it
 * to the client. Throws the codes of the error table.
 */
export async function payRequest(
  parts: ProxyParts,
  { message, response, path }: { readonly message: IncomingMessage; readonly response: ServerResponse; readonly path: string },
): Promise<void> {
  const asked = await readBody(message, mostRequestBytes)
  if (readInferenceRequest(asked, path) === null) throw new RelayError('serving.body_invalid')
  const { body, privacy } = readPrivacy(asked, parts.privacy)
  const request = readInferenceRequest(body, path)
  if (request === null || request.sealed !== undefined) throw new RelayError('serving.body_invalid')
  const abort = new AbortController()
  abortWhenGone(response, abort)
  const seal = (terms: ServiceTerms) => sealBody(body, { request, service: parts.service, terms, privacy })
  const paid = await sendPaid(parts, { body, request, path, signal: abort.signal, seal })
  await passAnswer(parts, paid, { response, abort })
}

/**
 * Forwards an answer to the client and checks its receipt. Only the answer to a request that this program encrypted changes: it is decrypted. A stream is
 * forwarded as it arrives. Returns the text of the receipt, or null if the answer has none.
 */
export async function passAnswer(parts: PayParts, paid: Paid, client: Client): Promise<string | null> {
  const { open, answer } = paid
  const isStream = answer.statusCode === 200 && answer.headers['content-type']?.startsWith('text/event-stream') === true
  try {
    if (isStream) return await passStream(parts, paid, client)
    return await passWhole(parts, paid, client.response)
  } finally {
    parts.channel.leave(open.seq)
  }
}

/**
 * A request to a path that costs money. `seal` encrypts the body to the key in the terms of the service, or returns null for a request that is sent as it is.
 * `seal` is called for each try, because new terms can have another key.
 */
export type Sending = {
  readonly body: Uint8Array
  readonly request: InferenceRequest
  readonly path: string
  readonly signal: AbortSignal
  readonly seal?: (terms: ServiceTerms) => Promise<SealedRequest | null>
}

/**
 * Sends a request with its voucher, a signed promise to pay up to a ceiling. If the service rejects the voucher or has new terms, and the proxy can adapt to
 * that, it sends the request once more with another voucher.
 */
export async function sendPaid(parts: PayParts, { body, request, path, signal, seal }: Sending): Promise<Paid> {
  const { channel, upstream, renewTerms, purse, onOlderFiles } = parts
  for (let isSecond = false; ; isSecond = true) {
    const sealed = (await seal?.(channel.terms())) ?? null
    const sent = sealed?.body ?? body
    const { open, header } = channel.begin(sent, request, purse?.covered())
    purse?.begun(open)
    const headers = { [voucherHeader]: header, ...(open.covered === undefined ? {} : { [mostHeader]: open.covered.toString() }) }
    const answer = await upstream.ask({ method: 'POST', path, body: sent, headers, signal }).catch((error: unknown) => {
      // The service may have accepted the voucher (promise to pay) before the connection failed. Only a receipt can show that, so the request stays open until
      // its receipt arrives. Without a connection, the service has no voucher, and its place is free for the next request.
      channel.leave(open.seq)
      if (isUnsent(error)) {
        channel.release(open.seq)
        purse?.refused()
      }
      throw new RelayError('serving.upstream_failed', error instanceof Error && 'code' in error ? String(error.code) : '')
    })
    const { statusCode, headers: shown } = answer
    const isRefused = shown[receiptHeader] === undefined && statusCode !== 200
    const isConflict = statusCode === 409 && typeof shown[voucherHeader] === 'string'
    if (isRefused || isConflict) {
      channel.leave(open.seq)
      channel.release(open.seq)
      purse?.refused()
    }
    const paid: Paid = { open, answer, opener: sealed?.opener ?? null, isSealed: request.sealed !== undefined }
    if (isSecond || (statusCode !== 409 && statusCode !== 412)) return paid
    if (!isConflict && statusCode === 409) return paid
    answer.resume()
    if (statusCode === 412) await renewTerms()
    else {
      const conflict = { receipt: textOf(shown[receiptHeader]), voucher: String(shown[voucherHeader]), request: String(shown[requestHeader]) }
      if (channel.resolve(conflict) <= mostOfPowerCut) continue
      onOlderFiles?.()
      if (purse !== undefined) throw new RelayError('serving.channel_ended', 'the files of this router are older than its last requests')
    }
  }
}

/**
 * The most vouchers of one channel that a power cut can lose: those of the last milliseconds, because a router brings its vouchers to the disk at once. The
 * receipts of its users are on the disk before they are sent, so a power cut loses none of them. If more vouchers are missing, the files are an older copy.
 */
const mostOfPowerCut = 256

function textOf(header: string | readonly string[] | undefined): string | null {
  return typeof header === 'string' ? header : null
}

async function passWhole({ channel, purse }: PayParts, paid: Paid, response: ServerResponse): Promise<string | null> {
  const { open, answer } = paid
  const status = answer.statusCode ?? 502
  const sent = await readBody(answer, mostAnswerBytes).catch(() => {
    throw new RelayError('serving.upstream_failed', 'the answer was cut')
  })
  const receipt = textOf(answer.headers[receiptHeader])
  if (receipt === null && status === 200) throw channel.missing()
  const body = await readable(channel, paid, { sent, status })
  const text = Buffer.from(body).toString()
  const textBytes = paid.isSealed ? sealedTextBytes(text) : readAnswer(text).textBytes
  channel.count(open.seq, countedTokens(textBytes))
  if (receipt !== null) channel.accept(open, receipt, { response: hashOfBody(open.salt, sent), textBytes, status })
  const passed: Record<string, string> = {}
  for (const name of [receiptHeader, 'x-should-retry', 'retry-after']) {
    const value = answer.headers[name]
    if (typeof value === 'string') passed[name] = value
  }
  if (receipt !== null && purse !== undefined) {
    const own = await purse.receiptFor(receipt)
    if (own === null) delete passed[receiptHeader]
    else passed[receiptHeader] = own
  }
  sendJson(response, { status, body, headers: passed })
  return receipt
}

/**
 * Returns the body of an answer as the client reads it. An unencrypted error is accepted: it comes from a service or a gateway that did not decrypt the prompt,
 * so it cannot contain the prompt. Throws `serving.answer_unsealed` for any other unencrypted answer, and for bytes that were changed.
 */
async function readable(
  channel: PayingChannel,
  { opener }: Paid,
  { sent, status }: { readonly sent: Uint8Array; readonly status: number },
): Promise<Uint8Array> {
  if (opener === null) return sent
  const opened = await opener.whole(sent)
  if (opened !== null) return opened
  if (status === 200 || sealedTextBytes(Buffer.from(sent).toString()) > 0) throw channel.unsealed()
  return sent
}

/** The state of a stream while it is forwarded to the client. */
type Passing = { textBytes: number; readonly items: CountedItems; receipt: string | null; readonly hash: Hash }

async function passStream(parts: PayParts, paid: Paid, client: Client): Promise<string | null> {
  const { response } = client
  const { open, answer } = paid
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-should-retry': 'false',
  })
  const passing: Passing = { textBytes: 0, items: new Map(), receipt: null, hash: saltedHash(open.salt) }
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
  const { channel, purse } = parts
  const { open, opener } = paid
  const shown: string[] = []
  for (const line of lines) {
    const payload = payloadOf(line)
    let { text: visible } = line
    if (line.text.startsWith(receiptComment)) {
      const response = digestOf(passing.hash.copy())
      const text = line.text.slice(receiptComment.length)
      channel.accept(open, text, { response, textBytes: passing.textBytes })
      passing.receipt = text
      if (purse !== undefined) {
        const own = await purse.receiptFor(text)
        if (own === null) continue
        visible = `${receiptComment}${own}`
      }
    } else if (line.text === moreComment) {
      await raise(parts, open.seq)
    } else if (payload === '[DONE]') {
      if (passing.receipt === null) throw channel.missing()
      if (opener?.isDone === false) throw channel.unsealed()
    } else if (payload !== null) {
      // Text after the receipt is an error, because the receipt's signature would not cover that text.
      if (passing.receipt !== null) throw channel.missing()
      passing.hash.update(payload).update('\n')
      const opened = opener === null ? payload : await opener.next(payload)
      if (opened === null) throw channel.unsealed()
      passing.textBytes += paid.isSealed ? sealedTextBytes(payload) : readAnswer(opened, passing.items).textBytes
      channel.count(open.seq, countedTokens(passing.textBytes))
      // The size of an encrypted answer is an estimate, so only its receipt shows whether the service kept its limit.
      if (!paid.isSealed && channel.isOver(open.seq)) throw new RelayError('serving.upstream_failed', 'the service sent more than its voucher pays')
      // The encrypted end of the stream only shows that nothing is missing. The client gets the unencrypted end after the receipt.
      if (opener?.isDone === true) continue
      if (opener !== null) visible = `data: ${opened}`
    } else if (opener !== null && !line.text.startsWith(':')) {
      // Only comments and payloads belong to an encrypted answer. Anybody on the way could add other lines.
      continue
    }
    shown.push(visible)
  }
  if (shown.length === 0) return
  const { response, abort } = client
  const isFree = response.write(`${shown.join('\n')}\n\n`)
  if (!isFree && !response.destroyed) await once(response, 'drain', { signal: abort.signal })
}

/**
 * Sends a voucher with a higher ceiling (the most that the service may claim in total). If the service does not accept it, the service ends the answer early,
 * with the finish reason `length`.
 */
async function raise({ channel, upstream, purse }: PayParts, seq: number): Promise<void> {
  if (purse?.mayPay(channel.ahead(seq)) === false) return
  if (purse !== undefined) channel.cover(seq, purse.covered())
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
