import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Address, channelIdOf, type ServiceId } from '@infinitio/domain'
import type { PayingChannel } from '@infinitio/services'
import type { InTurn } from '../ledger/inTurn.ts'
import { type LedgerAccess, readChannel } from '../ledger/ledgerAccess.ts'
import { openClientStore, type ProxyKeys } from '../proxy/clientStore.ts'
import { openPayingChannel } from '../proxy/openPayingChannel.ts'
import type { PayParts } from '../proxy/payRequest.ts'
import { reconcile } from '../proxy/startProxy.ts'
import { RelayError } from '../relayError.ts'
import type { Signatures } from '../signatures/openSignatures.ts'
import { openUpstream, serviceReach, type Upstream } from '../wire/openUpstream.ts'
import type { Offer } from './readOffers.ts'

/** A payment channel of a router to one service, with the connection to that service. */
export type RouterChannel = PayParts & { readonly close: () => void }

/** Called with the id of a service that refuses to serve this router. */
export type NoteDenied = (service: ServiceId) => void

/** The settings that all payment channels of a router share. `fund` fills a channel until it holds this amount that its service has not claimed. */
export type ChannelSettings = {
  readonly ledger: LedgerAccess
  readonly payer: Address
  readonly keys: ProxyKeys
  readonly signatures: Signatures
  readonly folder: string
  readonly deposit: bigint
  readonly fund: (service: ServiceId, deposit: bigint) => Promise<void>
  /** Runs the transactions of the router's key one after the other. */
  readonly turn: InTurn
}

/** The payment channels of a router. A channel is opened when its service gets the first request, and filled if it is empty. */
export type RouterChannels = {
  readonly of: (offer: Offer) => Promise<RouterChannel>
  readonly opened: () => readonly (readonly [ServiceId, PayingChannel])[]
  /**
   * Records that a service does not serve this router. The router then sends it no requests and puts no money into its channel, until the router starts again.
   * The service may close the channel.
   */
  readonly noteDenied: NoteDenied
  /**
   * Updates all open channels: reads them from the chain, fills those with less than a quarter of the deposit left, and asks for the receipts of answers that
   * broke off. Fills only channels to services that the router still pays (`paid`).
   */
  readonly look: (paid: ReadonlySet<ServiceId>) => Promise<void>
  readonly close: () => void
}

const refillShare = 4n
const answerWithinMs = 5_000

/** Creates the set of a router's channels, none of them open yet. Each channel stores its state in its own folder below `folder`. */
export function openRouterChannels(settings: ChannelSettings): RouterChannels {
  const { ledger, payer, keys, signatures, folder, deposit } = settings
  const reach = serviceReach(ledger.domain.chainId)
  const fillInTurn = (service: ServiceId) => settings.turn(() => settings.fund(service, deposit))
  const opening = new Map<ServiceId, Promise<RouterChannel>>()
  const open = new Map<ServiceId, RouterChannel>()
  const denied = new Set<ServiceId>()

  async function openOne({ service, terms }: Offer): Promise<RouterChannel> {
    const own = join(folder, service)
    mkdirSync(own, { recursive: true, mode: 0o700 })
    const id = channelIdOf({ payer, key: keys.key, curve: 'secp256k1', service, asset: 'PToken' })
    const found = await readChannel(ledger, id, 'head')
    const upstream = openUpstream(terms.url, { reach })
    if (found.deposited === found.settled) {
      await refuseSilent(upstream)
      await fillInTurn(service)
    }
    const store = openClientStore(own)
    const channel = openPayingChannel({ ledger, service, payer, keys, signatures, store }, { terms, chain: await readChannel(ledger, id, 'head') })
    const close = () => store.close()
    const made = { channel, upstream, renewTerms: refuseTerms, close }
    open.set(service, made)
    return made
  }

  /** Accepts the terms of an offer, because the router chose the service by these terms. If the service has a new URL, opens new connections. */
  async function withTerms(known: RouterChannel, { service, terms }: Offer): Promise<RouterChannel> {
    const before = known.channel.terms()
    known.channel.changeTerms(terms)
    if (before.url === terms.url) return known
    known.upstream.close()
    const moved = { ...known, upstream: openUpstream(terms.url, { reach }) }
    opening.set(service, Promise.resolve(moved))
    open.set(service, moved)
    return moved
  }

  return {
    noteDenied: (service) => void denied.add(service),
    async of(offer) {
      if (denied.has(offer.service)) throw new RelayError('serving.denied', 'it does not serve this router')
      const known = await opening.get(offer.service)
      if (known !== undefined) return await withTerms(known, offer)
      const made = openOne(offer).catch((error: unknown) => {
        // Forgets the channel that failed to open, so that the next request tries to open it again.
        opening.delete(offer.service)
        throw error
      })
      opening.set(offer.service, made)
      return await made
    },
    opened: () => [...open].map(([service, { channel }]) => [service, channel] as const),
    async look(paid) {
      const mayFill = (service: ServiceId) => paid.has(service) && !denied.has(service)
      // A service that does not respond must not delay the deposits of the other channels.
      const looks = await Promise.allSettled(
        [...open].map(([service, channel]) => lookAt(settings, channel, async () => (mayFill(service) ? await fillInTurn(service) : undefined))),
      )
      const failed = looks.find(({ status }) => status === 'rejected')
      if (failed?.status === 'rejected') throw failed.reason
    },
    close() {
      for (const { upstream, close } of open.values()) {
        upstream.close()
        close()
      }
    },
  }
}

/** Rejects terms that the router has not yet read from the chain. The router reads them at its next update, and tries another service for this request. */
async function refuseTerms(): Promise<void> {
  throw new RelayError('serving.terms_changed')
}

/**
 * Throws for a service that does not answer, so that it gets no deposit. Otherwise anybody could lock the router's money in channels to services that do not
 * exist.
 */
async function refuseSilent(upstream: Upstream): Promise<void> {
  const found = await upstream.ask({ method: 'GET', path: '/v1/models', signal: AbortSignal.timeout(answerWithinMs) }).catch(() => null)
  found?.resume()
  if (found?.statusCode === 200) return
  upstream.close()
  throw new RelayError('serving.upstream_failed', 'the service does not answer')
}

/**
 * Fills a payment channel if little is left in it. After that, asks the service for the receipts of answers that broke off. The receipts come last, because a
 * service that does not answer must not prevent the filling.
 */
async function lookAt({ ledger, deposit }: ChannelSettings, { channel, upstream }: RouterChannel, fill: () => Promise<void>): Promise<void> {
  channel.noteChain(await readChannel(ledger, channel.id, 'head'))
  const { deposited, ceiling } = channel.figures()
  if (channel.fault === null && deposited - ceiling < deposit / refillShare) await fill()
  await reconcile(channel, upstream)
}
