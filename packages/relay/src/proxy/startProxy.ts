import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type Address, channelIdOf, type LedgerAsset, type ServiceId } from '@infinitio/domain'
import { changeOfTerms, type PayingChannel, type ServiceTerms } from '@infinitio/services'
import { takeLock } from '../files/takeLock.ts'
import { openGRates } from '../ledger/gRates.ts'
import { type LedgerAccess, readChannel, readServiceTerms } from '../ledger/ledgerAccess.ts'
import { RelayError } from '../relayError.ts'
import { openSignatures } from '../signatures/openSignatures.ts'
import { readBody, sendError, sendJson } from '../wire/answers.ts'
import { paidPaths, receiptHeader } from '../wire/headers.ts'
import { listen } from '../wire/listen.ts'
import { openUpstream, serviceReach, type Upstream } from '../wire/openUpstream.ts'
import { openClientStore, type ProxyKeys } from './clientStore.ts'
import { guardRequest } from './guardRequest.ts'
import { openPayingChannel } from './openPayingChannel.ts'
import { payRequest, type ProxyParts } from './payRequest.ts'
import type { PromptPrivacy } from './sealBody.ts'

/** Settings of a proxy. `terms` are the service's terms with the prices that the user accepted. */
export type ProxySettings = {
  readonly ledger: LedgerAccess
  readonly service: ServiceId
  readonly terms: ServiceTerms
  readonly payer: Address
  readonly keys: ProxyKeys
  readonly folder: string
  /** The asset of the payment channel. Default: PToken. */
  readonly asset?: LedgerAsset
  readonly port: number
  /** How the proxy sends prompts. Default: encrypted if the terms of the service have a box key, otherwise as plain text. */
  readonly privacy?: PromptPrivacy
  readonly lookEveryMs?: number
}

/** A proxy that runs. */
export type RunningProxy = {
  readonly port: number
  readonly figures: PayingChannel['figures']
  readonly fault: () => PayingChannel['fault']
  /** Asks the service for the receipts of answers that broke off before their receipt arrived. */
  readonly reconcile: () => Promise<void>
  readonly stop: () => Promise<void>
}

const host = '127.0.0.1'
const usualLookMs = 5_000
const withinMs = 10_000
const modelsBytes = 1_048_576

/**
 * Starts a proxy for programs on this computer. Throws `serving.sealed_unoffered` if prompts must be encrypted and the service has no key for it,
 * `serving.proven_unoffered` for a key on BabyJubJub if the service does not settle its vouchers or the channel is in G, `serving.terms_changed` for a channel in G to a service that
 * accepts PT only, `chain.g_rate_missing` if G has no rate now, `serving.running` if another process uses its key, `serving.state_unreadable` and viem's errors.
 */
export async function startProxy(settings: ProxySettings): Promise<RunningProxy> {
  const { ledger, service, terms, payer, keys, folder, privacy = 'offered', asset = 'PToken' } = settings
  if (privacy === 'sealed' && terms.boxKey === undefined) throw new RelayError('serving.sealed_unoffered', service)
  if (asset === 'G' && keys.curve !== 'secp256k1') throw new RelayError('serving.proven_unoffered', 'keys on BabyJubJub pay in PT only')
  if (asset === 'G' && terms.acceptsG !== true) throw new RelayError('serving.terms_changed', 'the service accepts PT only')
  if (keys.curve !== 'secp256k1' && terms.settlesProven !== true) throw new RelayError('serving.proven_unoffered', service)
  const release = takeLock(join(folder, 'lock'))
  try {
    const store = openClientStore(folder)
    const signatures = await openSignatures()
    const chain = await readChannel(ledger, channelOf(settings), 'head')
    const rates = asset === 'G' ? openGRates(ledger, { everyMs: settings.lookEveryMs ?? usualLookMs }) : null
    const rate = (await rates?.current())?.rate
    const channel = openPayingChannel({ ledger, service, payer, keys, signatures, store }, { terms, chain, rate })
    const upstream = openUpstream(terms.url, { reach: serviceReach(ledger.domain.chainId) })
    const renewRate = async () => {
      if (rates !== null) channel.changeRate((await rates.current()).rate)
    }
    const renewTerms = async () => {
      channel.changeTerms(notDearer(await readServiceTerms(ledger, service), terms, asset))
      await renewRate()
    }
    const server = createServer((message, response) => {
      const { port } = server.address() as AddressInfo
      answer({ channel, upstream, renewTerms, service, privacy }, { message, response, port, apiKey: keys.apiKey, renewRate }).catch(
        (error: unknown) => sendError(response, error),
      )
    })
    await listen(server, { host, port: settings.port })
    const look = async () => {
      channel.noteChain(await readChannel(ledger, channel.id, 'head'))
      await reconcile(channel, upstream)
    }
    const timer = setInterval(() => void look().catch(() => {}), settings.lookEveryMs ?? usualLookMs)
    return {
      port: (server.address() as AddressInfo).port,
      figures: () => channel.figures(),
      fault: () => channel.fault,
      reconcile: () => reconcile(channel, upstream),
      async stop() {
        clearInterval(timer)
        server.closeAllConnections()
        await new Promise((resolve) => server.close(resolve))
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

function channelOf({ payer, keys, service, asset = 'PToken' }: ProxySettings) {
  return channelIdOf({ payer, key: keys.key, curve: keys.curve, service, asset })
}

type Asked = {
  readonly message: IncomingMessage
  readonly response: ServerResponse
  readonly port: number
  readonly apiKey: string
  /** Reads the rate of G for the next request. Throws if it is too old. Does nothing for a channel in PToken. */
  readonly renewRate: () => Promise<void>
}

async function answer(parts: ProxyParts, { message, response, port, apiKey, renewRate }: Asked): Promise<void> {
  guardRequest(message, { port, apiKey })
  const [path = ''] = (message.url ?? '').split('?')
  if (message.method === 'POST' && paidPaths.has(path)) {
    await renewRate()
    return await payRequest(parts, { message, response, path })
  }
  if (message.method !== 'GET' || path !== '/v1/models') throw new RelayError('serving.path_unknown')
  const models = await askWhole(parts.upstream, path).catch(() => {
    throw new RelayError('serving.upstream_failed', path)
  })
  sendJson(response, models)
}

async function askWhole(upstream: Upstream, path: string) {
  const got = await upstream.ask({ method: 'GET', path, signal: AbortSignal.timeout(withinMs) })
  return { status: got.statusCode ?? 502, body: await readBody(got, modelsBytes), receipt: got.headers[receiptHeader] }
}

/** Asks the service for the receipts of answers that broke off before their receipt arrived. If the service has no receipt yet, it is asked again later. */
export async function reconcile(channel: PayingChannel, upstream: Upstream): Promise<void> {
  for (const open of channel.cut()) {
    const receipt = await askReceipt(upstream, open.digest)
    if (receipt !== null) channel.acceptCut(open, receipt)
  }
}

/** Asks a service for the receipt of a voucher. Returns null if the service has none yet. */
export async function askReceipt(upstream: Upstream, digest: string): Promise<string | null> {
  const { status, receipt } = await askWhole(upstream, `/v1/receipts/${digest}`)
  return status === 200 && typeof receipt === 'string' ? receipt : null
}

/**
 * Returns the new terms of a service if its URL is the same, no price and no step is higher than the user accepted, and the service still decrypts prompts if
 * it did before and accepts the asset of the channel. Otherwise throws `serving.terms_changed`.
 */
function notDearer(next: ServiceTerms, accepted: ServiceTerms, asset: LedgerAsset): ServiceTerms {
  if (asset === 'G' && next.acceptsG !== true) throw new RelayError('serving.terms_changed', 'the service accepts PT only')
  const change = changeOfTerms(next, accepted)
  if (change !== null) throw new RelayError('serving.terms_changed', `${change}: start infinitio proxy again`)
  return next
}
