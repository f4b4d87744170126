import type { IncomingMessage, ServerResponse } from 'node:http'
import { assetUnits } from '@infinitio/domain'
import { costOfBytes, type FileTerms } from '@infinitio/services'
import { RelayError } from '../../relayError.ts'
import { abortWhenGone, errorBody, noTransform, readBody, sendError } from '../../wire/answers.ts'
import { hashOfBody } from '../../wire/hashOfBody.ts'
import { receiptHeader, termsHeader } from '../../wire/headers.ts'
import { takeOrShow, voucherOf } from '../answerPaid.ts'
import type { TakenVoucher } from '../bookParts.ts'
import { refuseDenied } from '../refuseDenied.ts'
import type { ServeParts } from '../serveParts.ts'
import type { FileSource, FoundBytes } from './fileSource.ts'
import { type SendingSlot, SendingSlots } from './sendingSlots.ts'

const mostBodyBytes = 8_192
/** Milliseconds after which a client that has not received its whole answer counts as disconnected. */
const sentWithinMs = 120_000
/** Milliseconds after which a client counts as disconnected if it has received nothing more of its answer. */
const silentMs = 20_000
/** The bytes of an answer that are sent before the service waits until the client has received them. */
const pieceBytes = 65_536

/** The parts of a service that sells bytes. */
type FileParts = ServeParts & { readonly terms: FileTerms }
type Asked = { readonly message: IncomingMessage; readonly response: ServerResponse }

/**
 * Makes the function that answers paid requests for bytes: it takes the voucher (the promise to pay) for the price of all bytes that the request may get, reads
 * the bytes, and sends them with a receipt. Both sides know the price before, so the promise never has to rise. Clients that do not receive their answers lose
 * their places (`SendingSlots`). The function throws the codes of the error table.
 */
export function fileAnswerer(parts: FileParts, source: FileSource): (asked: Asked) => Promise<void> {
  const slots = new SendingSlots(parts.nowMs)
  return async ({ message, response }) => {
    const startedMs = parts.nowMs()
    const body = await readBody(message, mostBodyBytes)
    const sent = voucherOf(message)
    refuseDenied(parts, { sent, body, headers: message.headers })
    const { terms } = parts
    if (sent.voucher.terms !== parts.termsHash || sent.voucher.rate !== undefined) throw new RelayError('serving.terms_changed', parts.termsHash)
    if (!parts.isChainRead()) throw new RelayError('serving.chain_unread')
    const found = source.find(body)
    // The key must have signed this request before it takes a place of its payer. Otherwise strangers could take the places of any payer.
    await parts.book.signedChannel(sent, body)
    if (response.destroyed) return
    const slot = slots.take(sent.voucher.payer, () => response.destroy())
    response.on('close', slot.leave)
    const taken = await takeOrShow(parts, { sent, body, response, need: costOfBytes(terms, found.most), most: null })
    if (taken !== null) await send(parts, { taken, found, response, slot, startedMs })
  }
}

type Sending = {
  readonly taken: TakenVoucher
  readonly found: FoundBytes
  readonly response: ServerResponse
  readonly slot: SendingSlot
  readonly startedMs: number
}

async function send(parts: FileParts, { taken, found, response, slot, startedMs }: Sending): Promise<void> {
  const { channel, accepted } = taken
  const abort = new AbortController()
  abortWhenGone(response, abort)
  const receiptOf = (bytes: Uint8Array, isPaid: boolean) => {
    const units = { input: isPaid ? 1 : 0, cached: 0, output: isPaid ? bytes.length : 0 }
    const cost = isPaid ? costOfBytes(parts.terms, bytes.length) : assetUnits(0n)
    return parts.book.addReceipt(taken, { units, cost, response: hashOfBody(accepted.voucher.salt, bytes), startedMs })
  }
  let bytes: Uint8Array
  try {
    bytes = await found.read(abort.signal)
  } catch (cause) {
    // The client disconnected. The request is charged, so that nobody makes this service load pages for nothing.
    if (abort.signal.aborted) return void receiptOf(new Uint8Array(), true)
    const error = cause instanceof RelayError ? cause : new RelayError('serving.upstream_failed', 'the bytes cannot be read')
    const receipt = receiptOf(Buffer.from(errorBody(error).body), false)
    await parts.book.maySend(channel)
    return sendError(response, error, { [receiptHeader]: receipt, [termsHeader]: parts.termsHash })
  }
  const receipt = receiptOf(bytes, true)
  await parts.book.maySend(channel)
  if (response.destroyed) return
  const own = { ...found.headers, 'content-type': 'application/octet-stream', 'content-disposition': 'attachment', 'x-should-retry': 'false' }
  response.writeHead(200, { ...own, ...noTransform, 'content-length': bytes.length, [receiptHeader]: receipt, [termsHeader]: parts.termsHash })
  await sendPieces(response, bytes, slot)
}

/** Sends the bytes of an answer piece by piece, and disconnects a client that does not receive them in time. */
async function sendPieces(response: ServerResponse, bytes: Uint8Array, slot: SendingSlot): Promise<void> {
  const stop = () => response.destroy()
  const whole = setTimeout(stop, sentWithinMs)
  const silent = setTimeout(stop, silentMs)
  const gone = new Promise<void>((resolve) => response.on('close', () => resolve()))
  for (let start = 0; start < bytes.length && !response.destroyed; start += pieceBytes) {
    const piece = bytes.subarray(start, start + pieceBytes)
    await Promise.race([gone, new Promise<void>((resolve) => response.write(piece, () => resolve()))])
    silent.refresh()
    slot.note(piece.length)
  }
  clearTimeout(whole)
  clearTimeout(silent)
  response.end()
}
