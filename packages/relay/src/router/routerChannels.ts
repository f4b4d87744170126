import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Address, channelIdOf, type ServiceId } from '@infinitio/domain'
import type { PayingChannel } from '@infinitio/services'
import { type LedgerAccess, readChannel } from '../ledger/ledgerAccess.ts'
import { openClientStore, type ProxyKeys } from '../proxy/clientStore.ts'
import { openPayingChannel } from '../proxy/openPayingChannel.ts'
import type { PayParts } from '../proxy/payRequest.ts'
import { reconcile } from '../proxy/startProxy.ts'
import { RelayError } from '../relayError.ts'
import type { Signatures } from '../signatures/openSignatures.ts'
import { openUpstream, type Upstream } from '../wire/openUpstream.ts'
import type { Offer } from './readOffers.ts'

/** A payment channel of a router to one service. */
export type RouterChannel = PayParts & { readonly close: () => void }

/** The common settings of all payment channels of a router. `fund` fills a channel so that this much of its amount is not settled yet. */
export type ChannelSettings = {
  readonly ledger: LedgerAccess
  readonly payer: Address
  readonly keys: ProxyKeys
  readonly signatures: Signatures
  readonly folder: string
  readonly deposit: bigint
  readonly fund: (service: ServiceId, deposit: bigint) => Promise<void>
}

/** The payment channels of a router. A channel is opened and filled when its service gets the first request. */
export type RouterChannels = {
  readonly of: (offer: Offer) => Promise<RouterChannel>
  readonly opened: () => readonly (readonly [ServiceId, PayingChannel])[]
  /** Reads the channels from the chain, asks for the receipts of answers that were cut, and fills channels of which less than a quarter is left. */
  readonly look: () => Promise<void>
  readonly close: () => void
}

const refillShare = 4n
const answerWithinMs = 5_000

/** Creates the channels of a router, without opening one. The state of each channel is stored in its own folder below `folder`. */
export function openRouterChannels(settings: ChannelSettings): RouterChannels {
  const { ledger, payer, keys, signatures, folder, deposit } = settings
  const fillInTurn = inTurn((service) => settings.fund(service, deposit))
  const opening = new Map<ServiceId, Promise<RouterChannel>>()
  const open = new Map<ServiceId, RouterChannel>()

  async function openOne({ service, terms }: Offer): Promise<RouterChannel> {
    const own = join(folder, service)
    mkdirSync(own, { recursive: true, mode: 0o700 })
    const id = channelIdOf({ payer, key: keys.key, curve: 'secp256k1', service, asset: 'PToken' })
    const found = await readChannel(ledger, id, 'head')
    const upstream = openUpstream(terms.url)
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

  /** The router chose the service by the terms of its offer, so it accepts these terms. A service with a new URL gets new connections. */
  async function withTerms(known: RouterChannel, { service, terms }: Offer): Promise<RouterChannel> {
    const before = known.channel.terms()
    known.channel.changeTerms(terms)
    if (before.url === terms.url) return known
    known.upstream.close()
    const moved = { ...known, upstream: openUpstream(terms.url) }
    opening.set(service, Promise.resolve(moved))
    open.set(service, moved)
    return moved
  }

  return {
    async of(offer) {
      const known = await opening.get(offer.service)
      if (known !== undefined) return await withTerms(known, offer)
      const made = openOne(offer).catch((error: unknown) => {
        // The failed channel is forgotten, so that the next request opens it again.
        opening.delete(offer.service)
        throw error
      })
      opening.set(offer.service, made)
      return await made
    },
    opened: () => [...open].map(([service, { channel }]) => [service, channel] as const),
    async look() {
      // A service that does not respond must not keep the other channels from their deposits.
      const looks = await Promise.allSettled([...open].map(([service, channel]) => lookAt(settings, channel, () => fillInTurn(service))))
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

/** Refuses terms that the router has not read from the chain yet. It reads them at its next look, and asks another service now. */
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
 * Fills a payment channel of which little is left, and then asks for the receipts of cut answers. The receipts come last, because only they need an answer of
 * the service.
 */
async function lookAt({ ledger, deposit }: ChannelSettings, { channel, upstream }: RouterChannel, fill: () => Promise<void>): Promise<void> {
  channel.noteChain(await readChannel(ledger, channel.id, 'head'))
  const { deposited, ceiling } = channel.figures()
  if (channel.fault === null && deposited - ceiling < deposit / refillShare) await fill()
  await reconcile(channel, upstream)
}

/** Returns a function that fills one channel after another, because one key sends all transactions and each needs the next nonce. */
function inTurn(fill: (service: ServiceId) => Promise<void>): (service: ServiceId) => Promise<void> {
  let filling: Promise<void> = Promise.resolve()
  return (service) => {
    const filled = filling.then(() => fill(service))
    filling = filled.catch(() => {
      // The caller of the failed call gets its error. The next call is made anyway.
    })
    return filled
  }
}
