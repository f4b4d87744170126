import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Address, channelIdOf, type ServiceId } from '@infinitio/domain'
import type { PayingChannel } from '@infinitio/services'
import { readChannel } from '../ledger/ledgerAccess.ts'
import { getTransactionCount } from 'viem/actions'
import { openClientStore } from '../proxy/clientStore.ts'
import { openPayingChannel } from '../proxy/openPayingChannel.ts'
import { RelayError } from '../relayError.ts'
import { openUpstream, serviceReach, type Upstream } from '../wire/openUpstream.ts'
import type { ChannelSettings, RouterChannel } from './channelSettings.ts'
import { noteEveryMs } from './channelRule.ts'
import { leaveChannel } from './leaveChannel.ts'
import { readCuts, readCutsSoon, readOrphans } from './readCuts.ts'
import type { Offer } from './readOffers.ts'

/** Called with the id of a service that refuses to serve this router. */
export type NoteDenied = (service: ServiceId) => void

/** The payment channels of a router. A channel is opened when its service gets the first request, and filled if it is empty. */
export type RouterChannels = {
  /** Returns the channel to a service, and opens it if necessary: for a request of a user (null for the owner) only within the owner's rule. */
  readonly of: (offer: Offer, user: Address | null) => Promise<RouterChannel>
  /** Returns why a request of a user cannot use a service, or null. */
  readonly refusal: (offer: Offer, user: Address) => string | null
  /** Asks a service for the receipts of answers that broke off, until it shows them. Returns at once. */
  readonly readReceipts: (channel: RouterChannel) => void
  readonly opened: () => readonly (readonly [ServiceId, PayingChannel])[]
  /**
   * Records that a service does not serve this router. The router then sends it no requests and puts no money into its channel, until the router starts again.
   * The service may close the channel.
   */
  readonly noteDenied: NoteDenied
  /**
   * Updates all open channels: reads them from the chain, fills those with less than a quarter of the deposit left, and asks for the receipts of answers that
   * broke off, and of the vouchers that users still hold money for (`left`). Fills only channels to services that the router still pays (`offers`). Closes the
   * channels without a recent request, also those of services without valid terms and of services that keep back a receipt.
   */
  readonly look: (offers: readonly Offer[], left: readonly { readonly service: ServiceId; readonly digest: string }[]) => Promise<void>
  readonly close: () => void
}

const refillShare = 4n
const answerWithinMs = 5_000

/** Creates the set of a router's channels, none of them open yet. Each channel stores its state in its own folder below `folder`. */
export function openRouterChannels(settings: ChannelSettings): RouterChannels {
  return new OpenChannels(settings)
}

/** The purpose of opening a channel: a request of the owner or of a user, or a reader. A reader only asks for receipts or closes the channel, so it fills no channel. */
type Opener = { readonly user: Address | null } | 'reader'

class OpenChannels implements RouterChannels {
  readonly readReceipts: (channel: RouterChannel) => void
  readonly #settings: ChannelSettings
  readonly #opening = new Map<ServiceId, Promise<RouterChannel>>()
  readonly #open = new Map<ServiceId, RouterChannel>()
  readonly #denied = new Set<ServiceId>()
  readonly #leaving = new Set<ServiceId>()
  /** Services whose empty channel was opened by a reader. It is filled for the next request. */
  readonly #unfilled = new Set<ServiceId>()

  constructor(settings: ChannelSettings) {
    this.#settings = settings
    this.readReceipts = readCutsSoon(settings)
  }

  noteDenied(service: ServiceId): void {
    this.#denied.add(service)
  }

  opened(): readonly (readonly [ServiceId, PayingChannel])[] {
    return [...this.#open].map(([service, { channel }]) => [service, channel] as const)
  }

  refusal(offer: Offer, user: Address): string | null {
    const { rule } = this.#settings
    if (this.#leaving.has(offer.service)) return 'its channel is being closed'
    if (rule.has(offer.service) && !this.#unfilled.has(offer.service)) return rule.bondRefusal(offer.bond)
    return rule.refusal(offer, offer.bond, user)
  }

  async of(offer: Offer, user: Address | null): Promise<RouterChannel> {
    const { service } = offer
    const { ledger, rule } = this.#settings
    if (this.#denied.has(service)) throw new RelayError('serving.denied', 'it does not serve this router')
    if (this.#leaving.has(service)) throw new RelayError('serving.channel_ended', 'its channel is being closed')
    const earlier = await this.#opening.get(service)
    // A service that keeps back a receipt becomes idle, or requests that it refuses would keep its channel open.
    if (earlier === undefined || earlier.channel.cut().length === 0) rule.noteUsed(service)
    if (earlier === undefined) return await this.#begin(offer, { user })
    if (this.#unfilled.has(service)) {
      await this.#fillByRule(offer, user)
      this.#unfilled.delete(service)
      earlier.channel.noteChain(await readChannel(ledger, earlier.channel.id, 'head'))
    }
    return await this.#withTerms(earlier, offer)
  }

  async look(offers: readonly Offer[], left: readonly { readonly service: ServiceId; readonly digest: string }[]): Promise<void> {
    const { rule } = this.#settings
    const bonds = new Map(offers.map(({ service, bond }) => [service, bond]))
    const isUnused = (service: ServiceId) => this.#denied.has(service) || this.#leaving.has(service) || this.#unfilled.has(service)
    const mayFill = (service: ServiceId) => {
      const bond = bonds.get(service)
      if (bond === undefined || isUnused(service)) return false
      return !rule.isForUser(service) || rule.bondRefusal(bond) === null
    }
    for (const { service } of left) await this.#known(service, offers)
    // A service that does not respond must not delay the deposits of the other channels.
    const looks = await Promise.allSettled(
      [...this.#open].map(async ([service, channel]) => {
        await lookAt(this.#settings, channel, async () => (mayFill(service) ? await this.#fill(service) : undefined))
        const digests = left.flatMap((hold) => (hold.service === service ? [hold.digest] : []))
        await readOrphans(this.#settings, channel, digests)
      }),
    )
    await this.#leaveIdle(offers)
    const failed = looks.find(({ status }) => status === 'rejected')
    if (failed?.status === 'rejected') throw failed.reason
  }

  close(): void {
    for (const { upstream, close } of this.#open.values()) {
      upstream.close()
      close()
    }
  }

  async #fill(service: ServiceId): Promise<void> {
    await this.#settings.turn(() => this.#settings.fund(service, this.#settings.deposit))
  }

  async #openOne(offer: Offer, who: Opener): Promise<RouterChannel> {
    const { service, terms } = offer
    const { ledger, payer, keys, signatures, folder } = this.#settings
    const own = join(folder, service)
    mkdirSync(own, { recursive: true, mode: 0o700 })
    const id = channelIdOf({ payer, key: keys.key, curve: 'secp256k1', service, asset: 'PToken' })
    const found = await readChannel(ledger, id, 'head')
    const upstream = this.#upstreamOf(terms.url)
    if (found.deposited === found.settled) {
      if (who === 'reader') this.#unfilled.add(service)
      else {
        await refuseSilent(upstream)
        await this.#fillByRule(offer, who.user)
      }
    } else this.#settings.rule.noteFound(offer)
    const store = openClientStore(own, { isSynced: this.#settings.isSynced })
    const channel = openPayingChannel({ ledger, service, payer, keys, signatures, store }, { terms, chain: await readChannel(ledger, id, 'head') })
    const close = () => store.close()
    const made = { channel, upstream, renewTerms: refuseTerms, onOlderFiles: this.#settings.onOlderFiles, close }
    this.#open.set(service, made)
    return made
  }

  /** Fills a new channel. A request of a user first takes its part of the owner's budget, so that many requests at once cannot pass it. */
  async #fillByRule(offer: Offer, user: Address | null): Promise<void> {
    const { rule, turn, fund, deposit } = this.#settings
    const refused = user === null ? null : rule.refusal(offer, offer.bond, user)
    if (refused !== null) throw new RelayError('serving.no_answer', refused)
    const undo = rule.noteOpened(offer, user)
    await turn(async () => {
      const before = await this.#sentCount()
      try {
        await fund(offer.service, deposit)
      } catch (error) {
        // An opening without a sent transaction does not count for the day. If the count cannot be read, it counts.
        const after = await this.#sentCount()
        if (before !== null && before === after) undo()
        else rule.noteClosed(offer.service)
        throw error
      }
    })
  }

  /** Returns the number of transactions of the router's key, or null if the chain cannot be read. */
  async #sentCount(): Promise<number | null> {
    const { ledger, keys } = this.#settings
    return await getTransactionCount(ledger.client, { address: keys.key, blockTag: 'pending' }).catch(() => null)
  }

  /** Opens a channel only to read receipts or to close it, without filling it. Returns null for a service that the router no longer pays. */
  async #known(service: ServiceId, offers: readonly Offer[]): Promise<RouterChannel | null> {
    const offer = offers.find((one) => one.service === service)
    if (this.#opening.has(service) || offer === undefined) return (await this.#opening.get(service)) ?? null
    return await this.#begin(offer, 'reader')
  }

  #begin(offer: Offer, who: Opener): Promise<RouterChannel> {
    const made = this.#openOne(offer, who).catch((error: unknown) => {
      // Forgets the channel that failed to open, so that the next request tries to open it again.
      this.#opening.delete(offer.service)
      throw error
    })
    this.#opening.set(offer.service, made)
    return made
  }

  async #leaveIdle(offers: readonly Offer[]): Promise<void> {
    const { rule, holdMs } = this.#settings
    const late = new Set(rule.idle(holdMs + noteEveryMs))
    let failed: unknown = null
    for (const service of rule.idle()) {
      // A channel that cannot be closed must not keep the others open.
      await this.#leave(service, offers, late.has(service)).catch((error: unknown) => {
        failed ??= error
      })
    }
    if (failed !== null) throw failed
  }

  /** Takes a step to close a channel. While requests have no receipt, only if it `isLate`: then their users pay the holds. */
  async #leave(service: ServiceId, offers: readonly Offer[], isLate: boolean): Promise<void> {
    const channel = await this.#known(service, offers)
    if (!isLate && (channel?.channel.openDigests().length ?? 0) > 0) return
    this.#leaving.add(service)
    if (!(await leaveChannel(this.#settings, service, channel))) return
    this.#settings.rule.noteClosed(service)
    this.#opening.delete(service)
    this.#open.delete(service)
    this.#unfilled.delete(service)
    channel?.upstream.close()
    channel?.close()
    this.#leaving.delete(service)
  }

  /** Accepts the terms of an offer, because the router chose the service by these terms. If the service has a new URL, opens new connections. */
  async #withTerms(known: RouterChannel, { service, terms }: Offer): Promise<RouterChannel> {
    const before = known.channel.terms()
    known.channel.changeTerms(terms)
    if (before.url === terms.url) return known
    known.upstream.close()
    const moved = { ...known, upstream: this.#upstreamOf(terms.url) }
    this.#opening.set(service, Promise.resolve(moved))
    this.#open.set(service, moved)
    return moved
  }

  #upstreamOf(url: string): Upstream {
    return openUpstream(url, { reach: serviceReach(this.#settings.ledger.domain.chainId) })
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
async function lookAt(settings: ChannelSettings, opened: RouterChannel, fill: () => Promise<void>): Promise<void> {
  const { ledger, deposit } = settings
  const { channel } = opened
  channel.noteChain(await readChannel(ledger, channel.id, 'head'))
  const { deposited, ceiling } = channel.figures()
  if (channel.fault === null && deposited - ceiling < deposit / refillShare) await fill()
  await readCuts(settings, opened)
}
