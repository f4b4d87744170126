import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { type Address, channelIdOf, isErrorCode, type ServiceId } from '@infinitio/domain'
import { changeOfTerms, costOfBytes, fetchPath, type FileTerms, type PayingChannel, partPath, sizeOfFileRequest } from '@infinitio/services'
import { takeLock } from '../files/takeLock.ts'
import { type LedgerAccess, readChannel, readFileTermsOf } from '../ledger/ledgerAccess.ts'
import { openClientStore, type ProxyKeys } from '../proxy/clientStore.ts'
import { openPayingChannel } from '../proxy/openPayingChannel.ts'
import { type Paid, sendPaid } from '../proxy/payRequest.ts'
import { reconcile } from '../proxy/startProxy.ts'
import { RelayError } from '../relayError.ts'
import { openSignatures } from '../signatures/openSignatures.ts'
import { readBody } from '../wire/answers.ts'
import { hashOfBody } from '../wire/hashOfBody.ts'
import { receiptHeader } from '../wire/headers.ts'
import { openUpstream, serviceReach, type Upstream } from '../wire/openUpstream.ts'

/** Settings of a buyer of bytes. `folder` stores its channel, as the folder of a proxy does. `terms` are those that the user accepted. */
export type BuyerSettings = {
  readonly ledger: LedgerAccess
  readonly service: ServiceId
  readonly terms: FileTerms
  readonly payer: Address
  readonly keys: ProxyKeys
  readonly folder: string
}

/** Bytes that a service sold. `total` is the size of the whole file as the service states it, without a proof, or null. */
export type BoughtBytes = { readonly bytes: Uint8Array; readonly total: number | null }

/**
 * Buys bytes from one service. `ask` sends a request of at most `most` bytes and returns the answer, whose receipt it has checked. It throws the code with which
 * the service refused, `serving.upstream_failed` for an answer that broke off, `serving.receipt_wrong` and the codes of `PayingChannel`.
 */
export type ByteBuyer = {
  readonly service: ServiceId
  readonly ask: (
    request: Readonly<Record<string, string | number>>,
    of: { readonly most: number; readonly signal: AbortSignal },
  ) => Promise<BoughtBytes>
  readonly figures: PayingChannel['figures']
  readonly close: () => void
}

const mostErrorBytes = 65_536
const okStatus = 200

/**
 * Opens the payer's side of a channel to a service that sells bytes. First asks for the receipts of answers that broke off before. Throws `serving.running` if
 * another process uses its key, `serving.state_unreadable` and viem's errors.
 */
export async function openByteBuyer(settings: BuyerSettings): Promise<ByteBuyer> {
  const { ledger, service, terms, payer, keys, folder } = settings
  const release = takeLock(join(folder, 'lock'))
  try {
    const store = openClientStore(folder)
    const signatures = await openSignatures()
    const id = channelIdOf({ payer, key: keys.key, curve: keys.curve, service, asset: 'PToken' })
    const chain = await readChannel(ledger, id, 'head')
    const channel = openPayingChannel({ ledger, service, payer, keys, signatures, store }, { terms, chain })
    const upstream = openUpstream(terms.url, { reach: serviceReach(ledger.domain.chainId) })
    const renewTerms = async () => channel.changeTerms(notDearer(await readFileTermsOf(ledger, service), terms))
    const path = terms.kind === 'cache' ? partPath : fetchPath
    return {
      service,
      figures: () => channel.figures(),
      async ask(asked, { most, signal }) {
        await reconcileCut(channel, upstream)
        const body = Buffer.from(JSON.stringify(asked))
        const paid = await sendPaid({ channel, upstream, renewTerms }, { body, request: sizeOfFileRequest({ most }), path, signal })
        try {
          return await bought(channel, paid, most)
        } finally {
          channel.leave(paid.open.seq)
        }
      },
      close() {
        upstream.close()
        store.close()
        release()
      },
    }
  } catch (error) {
    release()
    throw error
  }
}

/**
 * Asks for the receipts of answers that broke off. Both sides know the price of a whole answer before, so this price is accepted, however much of the answer
 * arrived.
 */
async function reconcileCut(channel: PayingChannel, upstream: Upstream): Promise<void> {
  const cut = channel.cut()
  for (const { seq, mostOutput } of cut) channel.count(seq, mostOutput ?? 0)
  if (cut.length === 0) return
  await reconcile(channel, upstream).catch((error: unknown) => {
    throw error instanceof RelayError ? error : new RelayError('serving.upstream_failed', 'the service shows no receipt of the last answer')
  })
}

/** Reads an answer and checks its receipt. The receipt must state exactly the bytes that arrived, and their price. */
async function bought(channel: PayingChannel, { open, answer }: Paid, most: number): Promise<BoughtBytes> {
  const status = answer.statusCode ?? 502
  const receipt = answer.headers[receiptHeader]
  const bytes = await readBody(answer, status === okStatus ? most : mostErrorBytes).catch(() => {
    throw new RelayError('serving.upstream_failed', 'the answer broke off')
  })
  if (typeof receipt !== 'string') {
    if (status === okStatus) throw channel.missing()
    throw refusalOf(bytes)
  }
  const read = channel.accept(open, receipt, { response: hashOfBody(open.salt, bytes), textBytes: bytes.length, status })
  if (status !== okStatus) throw refusalOf(bytes)
  const terms = channel.terms()
  if (terms.kind === 'chat' || read === null) throw new Error('a buyer of bytes has a channel to a service that sells them')
  const price = costOfBytes({ ...terms, kind: terms.kind }, bytes.length)
  if (read.units.input !== 1 || read.units.output !== bytes.length || read.cost !== price) throw channel.missing()
  return { bytes, total: totalOf(answer) }
}

function totalOf({ headers }: IncomingMessage): number | null {
  const [, total] = /^bytes \d+-\d+\/(\d{1,15})$/.exec(headers['content-range'] ?? '') ?? []
  return total === undefined ? null : Number(total)
}

function refusalOf(body: Uint8Array): RelayError {
  const [, code = ''] = /"code":"([a-z_.]{1,60})"/.exec(Buffer.from(body).toString()) ?? []
  return new RelayError(isErrorCode(code) ? code : 'serving.upstream_failed')
}

/** Returns the new terms of a service if its URL is the same and no price is higher than the user accepted. Otherwise throws `serving.terms_changed`. */
function notDearer(next: FileTerms, accepted: FileTerms): FileTerms {
  const change = changeOfTerms(next, accepted)
  if (change !== null) throw new RelayError('serving.terms_changed', change)
  return next
}
