import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Hex32, ServiceId } from '@infinitio/domain'
import { inG, owedPath, releasePath, type ServiceTerms, settlesPerLock, termsHash } from '@infinitio/services'
import { type DenyNews, type DenySource, openDenyList } from '../deny/openDenyList.ts'
import { bootId } from '../files/bootId.ts'
import { takeLock } from '../files/takeLock.ts'
import { openGRates } from '../ledger/gRates.ts'
import { inTurn } from '../ledger/inTurn.ts'
import { type LedgerAccess, readService } from '../ledger/ledgerAccess.ts'
import { watchChannels } from '../ledger/watchChannels.ts'
import type { OpenProven } from '../proven/openProven.ts'
import { RelayError } from '../relayError.ts'
import { openSignatures } from '../signatures/openSignatures.ts'
import { readBody, sendError, sendJson } from '../wire/answers.ts'
import { paidPaths, receiptHeader, termsHeader } from '../wire/headers.ts'
import { listen, type Listen } from '../wire/listen.ts'
import { openToPages } from '../wire/openToPages.ts'
import { openUpstream, serviceReach } from '../wire/openUpstream.ts'
import { answerPaid, takeOrShow, voucherOf } from './answerPaid.ts'
import { answerRelease } from './answerRelease.ts'
import { fileAnswerer } from './bytes/fileAnswerer.ts'
import { type FileSource, noMachines } from './bytes/fileSource.ts'
import { ChannelBook } from './channelBook.ts'
import { mustProve } from './servedChannel.ts'
import { paymentResult } from './paymentResult.ts'
import { openServiceTunnel, type ServiceGateways, type TunnelNews } from './openServiceTunnel.ts'
import { imageFetcher } from './fetchImages.ts'
import { type ModelMachines, oneServer } from './modelMachines.ts'
import { type ServeLimits, type ServeParts, usualLimits } from './serveParts.ts'
import { endDenied, refuseDenied } from './refuseDenied.ts'
import { releaseEnded, type Released } from './releaseChannel.ts'
import { PrefixMemory } from './prefixMemory.ts'
import { reportOwed } from './reportOwed.ts'
import { boxKeyOf } from './serveKeys.ts'
import { raiseMost } from './statedMost.ts'
import { settleClaims } from './settleClaims.ts'
import type { Settlement, SettleParts } from './settleParts.ts'

/**
 * Settings of a service. `folder` stores the promises to pay that it received, and its receipts. `coinPrice` is the price of one coin of gas in base units of
 * PToken.
 */
export type ServeSettings = {
  readonly ledger: LedgerAccess
  readonly service: ServiceId
  readonly terms: ServiceTerms
  readonly folder: string
  readonly responseKey: `0x${string}`
  readonly operatorKey: `0x${string}`
  /** The secret X25519 key that decrypts prompts. It is required if the service's terms have a box key. */
  readonly boxSecret?: Hex32 | null
  /** The URL of the model server, the machines that the service rents for it, or the bytes that the service sells in place of answers. */
  readonly upstream: string | ModelMachines | FileSource
  readonly upstreamKey: string | null
  readonly listen: Listen
  /** The gateways through which clients reach this service. If absent, clients connect to `listen` or to a server in front of it. */
  readonly tunnel?: ServiceGateways | null
  readonly coinPrice: bigint | null
  /** Settles vouchers of keys on BabyJubJub. Required if the terms offer that, and not allowed otherwise. */
  readonly proven?: OpenProven | null
  readonly limits?: Partial<ServeLimits>
  /** The payers and countries that the operator does not serve. If absent, the service serves everyone. */
  readonly deny?: DenySource | null
  /** False for a service that loads no images that prompts name by their URLs, because their servers see its address. Default: true. */
  readonly loadsImages?: boolean
  readonly lookEveryMs?: number
  /** The id of the present boot of this machine. Default: the id that the system reports (`bootId`). */
  readonly boot?: string
  /** The size in bytes at which the log of vouchers and receipts is shortened. Default: 32 MiB. */
  readonly mostLogBytes?: number
  readonly onNews: (news: ServeNews) => void
}

/** An event that a service reports to its operator. It contains no prompt and no answer. */
export type ServeNews =
  | { readonly kind: 'settled'; readonly settlement: Settlement }
  | { readonly kind: 'released'; readonly channels: Released }
  | DenyNews
  | TunnelNews
  | { readonly kind: 'failed'; readonly error: unknown }

/**
 * A running service. `settle` sends claims to the chain now, at most 50 for each asset, whether they are due or not. If something fails, it reports
 * the claims that were settled by `onNews`, and throws the first error.
 */
export type RunningServe = { readonly port: number; readonly settle: () => Promise<Settlement>; readonly stop: () => Promise<void> }

const usualLookMs = 2_000
const mostRaiseBytes = 1_024
const modelsForMs = 5_000
const modelsWithinMs = 10_000

/**
 * Starts a service: reads its stored vouchers (promises to pay), listens for requests, watches the chain, and settles claims when they are due. Throws
 * `serving.running` if its folder is in use, `serving.state_unreadable` (also if the box key of the terms has another secret) and viem's errors.
 */
export async function startServe(settings: ServeSettings): Promise<RunningServe> {
  const { ledger, service, terms, folder, responseKey, operatorKey, coinPrice, onNews, boxSecret = null, proven = null } = settings
  if (terms.boxKey !== (boxSecret === null ? undefined : boxKeyOf(boxSecret)))
    throw new RelayError('serving.state_unreadable', 'the terms have the box key of another secret')
  if ((terms.settlesProven === true) !== (proven !== null))
    throw new RelayError('serving.proofs_off', 'the terms and the settings of this service differ about proofs')
  const release = takeLock(join(folder, 'lock'))
  try {
    const { payee, lockSeconds } = await readService(ledger, service)
    const deny = settings.deny == null ? null : openDenyList(settings.deny, onNews)
    const nowMs = () => Date.now()
    const signatures = await openSignatures()
    const rates = openGRates(ledger, { everyMs: settings.lookEveryMs ?? usualLookMs, nowMs })
    const book = await ChannelBook.open({
      path: join(folder, 'vouchers.log'),
      ...{ ledger, service, signatures, takesProven: proven !== null, responseKey },
      leastDeposit: async (asset) => (asset === 'PToken' ? terms.leastDeposit : inG(terms.leastDeposit, (await rates.current()).rate)),
      boot: settings.boot ?? bootId(),
      ...(settings.mostLogBytes === undefined ? {} : { mostLogBytes: settings.mostLogBytes }),
      nowMs,
    })
    reportUnproven({ book, proven, onNews })
    const settleParts = { book, ledger, service, operatorKey, lockSeconds, coinPrice, signatures, proven, rates, nowMs }
    const turn = inTurn()
    const settling = (which: 'due' | 'all') => turn(() => settleAndRelease({ deny, settleParts, onNews }, which))
    const watch = await watchChannels(ledger, { everyMs: settings.lookEveryMs ?? usualLookMs, onChange: (channel) => book.refresh(channel) })
    const isChainRead = () => nowMs() - watch.lastReadMs() < (lockSeconds * 1_000) / settlesPerLock
    const machines = machinesOf(settings)
    const limits = { ...usualLimits, ...settings.limits }
    const fetchImages = settings.loadsImages === false ? null : imageFetcher({ isLocal: serviceReach(ledger.domain.chainId) === 'any' })
    const parts: ServeParts = {
      ...{ book, terms, termsHash: termsHash(terms), rates, machines, limits, fetchImages, deny, nowMs, isChainRead },
      ...{ payTo: payee, release: settleParts, boxSecret, prefixes: prefixesOf(terms, nowMs) },
    }
    const owed = reportOwed({ book, service, domain: ledger.domain, sign: (digest) => signatures.sign(digest, responseKey), nowMs })
    const server = await openServer({ parts, owed, files: filesOf(settings, parts) }, settings.listen)
    const tunnel = settings.tunnel == null ? null : openServiceTunnel({ tunnel: settings.tunnel, service, responseKey, server, onNews })
    const timer = setInterval(() => {
      settling('due').then(
        (settlement) => settlement.rows > 0 && onNews({ kind: 'settled', settlement }),
        (error: unknown) => onNews({ kind: 'failed', error }),
      )
    }, settings.lookEveryMs ?? usualLookMs)
    return {
      port: (server.address() as AddressInfo).port,
      settle: () => settling('all'),
      async stop() {
        clearInterval(timer)
        watch.stop()
        tunnel?.close()
        server.closeAllConnections()
        await new Promise((resolve) => server.close(resolve))
        machines.close()
        await settling('due').catch((error: unknown) => onNews({ kind: 'failed', error }))
        book.close()
        release()
      },
    }
  } catch (error) {
    release()
    throw error
  }
}

/** Reports claims that only a proof settles, to an operator who starts the service without proofs. */
function reportUnproven({ book, proven, onNews }: Pick<SettleParts, 'book' | 'proven'> & Pick<ServeSettings, 'onNews'>): void {
  const waiting = proven === null ? [...book.channels.values()].filter(mustProve).length : 0
  if (waiting > 0) onNews({ kind: 'failed', error: new RelayError('serving.proof_failed', `${waiting} claims wait for a service with --proven`) })
}

/**
 * Settles claims and then closes the channels that ended, even if the settlement of an asset failed. Returns the settlement. If something failed, reports the
 * claims that were settled by `onNews`, and throws the first error.
 */
async function settleAndRelease(
  { deny, settleParts, onNews }: { readonly deny: ServeParts['deny']; readonly settleParts: SettleParts } & Pick<ServeSettings, 'onNews'>,
  which: 'due' | 'all',
): Promise<Settlement> {
  endDenied({ deny, book: settleParts.book })
  const { settlement, failed } = await settleClaims(settleParts, which)
  try {
    const channels = await releaseEnded(settleParts)
    if (channels.lost + channels.denied > 0) onNews({ kind: 'released', channels })
  } catch (error) {
    failed.push(error)
  }
  if (failed.length === 0) return settlement
  if (settlement.rows > 0) onNews({ kind: 'settled', settlement })
  for (const error of failed.slice(1)) onNews({ kind: 'failed', error })
  throw failed[0]
}

async function openServer(
  { parts, owed, files }: Pick<Asked, 'owed'> & { readonly parts: ServeParts; readonly files: Files | null },
  address: Listen,
) {
  const models = modelsOf(parts)
  const server = createServer((message, response) => {
    if (openToPages(message, response)) return
    answer(parts, { message, response, models, owed, files }).catch((error: unknown) => {
      const result = paymentResult(parts, response, { error: error instanceof RelayError ? error.code : 'api.internal' })
      sendError(response, error, { [termsHeader]: parts.termsHash, ...result })
    })
  })
  await listen(server, address)
  return server
}

type Asked = {
  readonly message: IncomingMessage
  readonly response: ServerResponse
  readonly models: () => Promise<{ readonly status: number; readonly body: Uint8Array }>
  /** Returns the signed report of what the service holds and has not settled. */
  readonly owed: () => string
  /** Answers the paid requests of a service that sells bytes. Null for a service that sells answers of a model. */
  readonly files: Files | null
}

type Files = Pick<FileSource, 'path' | 'sizeOf'> & { readonly answer: ReturnType<typeof fileAnswerer> }

async function answer(parts: ServeParts, { message, response, models, owed, files }: Asked): Promise<void> {
  const [path = ''] = (message.url ?? '').split('?')
  if (message.method === 'POST' && path === files?.path) return await files.answer({ message, response })
  if (files !== null && (paidPaths.has(path) || path === '/v1/models')) throw new RelayError('serving.path_unknown')
  if (message.method === 'POST' && paidPaths.has(path)) return await answerPaid(parts, { message, response, path })
  if (message.method === 'POST' && path === '/v1/vouchers') return await raise(parts, { message, response })
  if (message.method === 'POST' && path === releasePath) return await answerRelease(parts, { message, response })
  if (message.method === 'GET' && path === '/v1/models')
    return sendJson(response, { ...(await models()), headers: { [termsHeader]: parts.termsHash } })
  if (message.method === 'GET' && path === owedPath)
    return sendJson(response, { status: 200, body: owed(), headers: { 'cache-control': 'no-store' } })
  const [, sha256] = /^\/v1\/parts\/(0x[0-9a-f]{64})$/.exec(path) ?? []
  if (message.method === 'GET' && files !== null && sha256 !== undefined) {
    const bytes = files.sizeOf(sha256)
    if (bytes === null) throw new RelayError('serving.part_unknown', sha256)
    return sendJson(response, { status: 200, body: JSON.stringify({ sha256, bytes }) })
  }
  const [, digest] = /^\/v1\/receipts\/(0x[0-9a-f]{64})$/.exec(path) ?? []
  if (message.method !== 'GET' || digest === undefined) throw new RelayError('serving.path_unknown')
  const receipt = parts.book.receiptOf(digest)
  if (receipt === null) throw new RelayError('serving.receipt_unknown', digest)
  await parts.book.synced()
  sendJson(response, { status: 200, body: JSON.stringify({ receipt }), headers: { [receiptHeader]: receipt } })
}

/** Accepts a voucher (promise to pay) that only raises the ceiling while an answer runs. The ceiling is the most that the service may claim. */
async function raise(parts: ServeParts, { message, response }: Omit<Asked, 'models' | 'owed' | 'files'>): Promise<void> {
  const body = await readBody(message, mostRaiseBytes)
  const sent = voucherOf(message)
  refuseDenied(parts, { sent, body, headers: message.headers })
  const taken = await takeOrShow(parts, { sent, body, response, need: null, most: null })
  if (taken === null) return
  raiseMost(taken.channel, body)
  sendJson(response, { status: 200, body: JSON.stringify({ ceiling: taken.accepted.voucher.spent.toString() }) })
}

function prefixesOf({ cachedPrefix }: ServiceTerms, nowMs: () => number): PrefixMemory | null {
  return cachedPrefix === undefined ? null : new PrefixMemory(cachedPrefix, nowMs)
}

function filesOf({ upstream }: ServeSettings, parts: ServeParts): Files | null {
  const { terms } = parts
  const source = typeof upstream !== 'string' && 'find' in upstream ? upstream : null
  if ((source?.kind ?? 'chat') !== terms.kind) throw new Error(`the terms are of the kind ${terms.kind}`)
  if (source === null || terms.kind === 'chat') return null
  return { path: source.path, sizeOf: source.sizeOf, answer: fileAnswerer({ ...parts, terms: { ...terms, kind: terms.kind } }, source) }
}

function machinesOf({ upstream, upstreamKey }: ServeSettings): ModelMachines {
  if (typeof upstream !== 'string') return 'find' in upstream ? noMachines : upstream
  return oneServer(openUpstream(upstream, { reach: 'any' }), upstreamKey === null ? {} : { authorization: `Bearer ${upstreamKey}` })
}

/** Returns a function that asks the model server for its models. It asks at most once in a few seconds, because anyone may send this request without paying. */
function modelsOf({ machines, terms, nowMs }: ServeParts) {
  let last: { readonly at: number; readonly answer: Promise<{ readonly status: number; readonly body: Uint8Array }> } | null = null
  const ask = async () => {
    const server = machines.any()
    // A service without a machine rents one for the first request. Until then, only its terms have the name of the model.
    if (server === null) return { status: 200, body: Buffer.from(JSON.stringify({ object: 'list', data: [{ id: terms.model, object: 'model' }] })) }
    try {
      const answer = await server.upstream.ask({
        method: 'GET',
        path: '/v1/models',
        headers: server.headers,
        signal: AbortSignal.timeout(modelsWithinMs),
      })
      return { status: answer.statusCode ?? 502, body: await readBody(answer, 1_048_576) }
    } catch {
      throw new RelayError('serving.upstream_failed', '/v1/models')
    }
  }
  return () => {
    if (last === null || nowMs() - last.at > modelsForMs) last = { at: nowMs(), answer: ask() }
    return last.answer
  }
}
