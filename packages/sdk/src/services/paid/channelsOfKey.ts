import { assetUnits, type ChannelFacts, channelIdOf, type ServiceId } from '@infinitio/domain'
import { PayingChannel, type ReceiptFault, receiptHeader, type ServiceTerms } from '@infinitio/services'
import { privateKeyToAccount } from 'viem/accounts'
import type { ExitAccess } from '../../chain/exitAccess.ts'
import { openOwnSender } from '../../pool/openOwnSender.ts'
import { refusal } from '../../transport/refusal.ts'
import { ledgerMove } from '../ledgerMove.ts'
import type { ServiceLedger } from '../openServiceLedger.ts'
import { openAcceptedTerms, refuseChanged } from './acceptedTerms.ts'
import { type AskService, askServiceAt } from './askService.ts'
import { type BrowserKey, openChannelStore } from './browserKey.ts'
import { curveSignatures, randomHex } from './curveSignatures.ts'
import type { KeyPlace, KeyStorage } from './keyStorage.ts'
import { readOffers } from './readOffers.ts'
import type { PaidChannel } from './sendPaid.ts'

/**
 * The amounts of a channel (a payer's deposit for one AI service) in base units of PToken. `owed` is the sum of all receipts, and `ceiling` the highest total
 * that the key has signed.
 */
export type ChannelFigures = {
  readonly service: ServiceId
  readonly model: string
  readonly owed: bigint
  readonly ceiling: bigint
  readonly deposited: bigint
  readonly settled: bigint
  readonly answers: number
  readonly fault: ReceiptFault | null
}

/**
 * The settings that are the same for all channels (deposits for AI services) of a key. `deposit` is the amount that a channel holds for new requests after it
 * was filled.
 */
export type KeyParts = {
  readonly access: ExitAccess
  readonly ledger: ServiceLedger
  readonly rpcUrl: string
  readonly place: KeyPlace
  readonly own: BrowserKey
  readonly storage: KeyStorage
  readonly deposit: bigint
}

/** The payment channels that a key may fill and use. Each AI service has one channel, which holds the deposit for this service. */
export type ChannelsOfKey = {
  /**
   * Opens the payment channel to a service. If the channel is empty, fills it within the allowance of the key. The first call for a service accepts its terms.
   * Later, throws `serving.terms_changed` for terms that `accept` must accept before.
   */
  readonly of: (service: ServiceId, terms: ServiceTerms) => Promise<PaidChannel>
  /** Returns the terms of a service up to which the payer accepted prices; null for a service that it has not used. */
  readonly accepted: (service: ServiceId) => ServiceTerms | null
  /** Accepts terms of a service. Its channel continues with them. */
  readonly accept: (service: ServiceId, terms: ServiceTerms) => void
  /** Returns the payment channel to a service if it is open already, or null. */
  readonly opened: (service: ServiceId) => PaidChannel | null
  /** Fills the channel to a service (its deposit) again. Throws `service.allowance_too_low`, `service.pot_too_low` and `wallet.insufficient_gas`. */
  readonly fill: (service: ServiceId) => Promise<void>
  /** Asks a service for the receipts of answers that broke off, or that this program does not see. */
  readonly reconcile: (service: ServiceId) => Promise<void>
  /** Reads all opened payment channels from the chain, and asks the services for the receipts of answers that broke off. */
  readonly look: () => Promise<void>
  readonly figures: () => readonly ChannelFigures[]
}

type Opened = Omit<PaidChannel, 'ask'> & { ask: AskService; settled: bigint; deposited: bigint }

const receiptWithinMs = 10_000
const answerWithinMs = 5_000

/** Opens no channel yet. */
export function openChannelsOfKey(parts: KeyParts): ChannelsOfKey {
  const { ledger, place, storage } = parts
  const opening = new Map<ServiceId, Promise<Opened>>()
  const opened = new Map<ServiceId, Opened>()
  const fillOne = filler(parts)
  const accepted = openAcceptedTerms(storage, place)

  async function openOne(service: ServiceId, terms: ServiceTerms): Promise<Opened> {
    accepted.check(service, terms)
    const facts = factsOf(parts, service)
    const found = await ledger.channelOf(channelIdOf(facts))
    const ask = askServiceAt(terms.url)
    if (found.deposited === found.settled) {
      await refuseSilent(ask)
      await fillOne(facts)
    }
    const chain = await readChain(ledger, facts)
    const channel = payingChannel(parts, service, { terms, chain })
    const renewTerms = async () => channel.changeTerms(await notDearer(parts, service, accepted.of(service) ?? terms))
    const made = { channel, ask, renewTerms, settled: chain.settled, deposited: chain.deposited }
    opened.set(service, made)
    await reconcile(made)
    return made
  }

  async function lookAt(service: ServiceId, one: Opened): Promise<void> {
    const chain = await readChain(ledger, factsOf(parts, service))
    Object.assign(one, { settled: chain.settled, deposited: chain.deposited })
    one.channel.noteChain(chain)
    await reconcile(one)
  }

  return {
    of(service, terms) {
      const known = opening.get(service)
      if (known !== undefined) return known
      const made = openOne(service, terms).catch((error: unknown) => {
        // Forgets the payment channel that failed to open, so that the next request tries again.
        opening.delete(service)
        throw error
      })
      opening.set(service, made)
      return made
    },
    accepted: accepted.of,
    accept(service, terms) {
      accepted.accept(service, terms)
      const one = opened.get(service)
      if (one === undefined) return
      one.channel.changeTerms(terms)
      one.ask = askServiceAt(terms.url)
    },
    opened: (service) => opened.get(service) ?? null,
    async fill(service) {
      await fillOne(factsOf(parts, service))
      const one = opened.get(service)
      if (one !== undefined) await lookAt(service, one)
    },
    async reconcile(service) {
      const one = opened.get(service)
      if (one !== undefined) await reconcile(one)
    },
    async look() {
      // If one service does not respond, the payment channels to the other services are still updated.
      await Promise.allSettled([...opened].map(([service, one]) => lookAt(service, one)))
    },
    figures: () => [...opened].map(([service, one]) => figuresOf(service, one)),
  }
}

function payingChannel(
  { ledger, place, own, storage }: KeyParts,
  service: ServiceId,
  state: ConstructorParameters<typeof PayingChannel>[1],
): PayingChannel {
  const { key, channelKey } = own
  return new PayingChannel(
    {
      ...{ domain: { chainId: place.chainId, ledger: ledger.ledger }, service, payer: place.payer, key, channelKey, signatures: curveSignatures },
      ...{ store: openChannelStore(storage, { place, service }), salt: () => randomHex(16), refuse: (code, detail) => refusal(code, { detail }) },
    },
    state,
  )
}

function figuresOf(service: ServiceId, { channel, settled, deposited }: Opened): ChannelFigures {
  const { owed, ceiling, answers } = channel.figures()
  return { service, model: channel.terms().model, owed, ceiling, deposited, settled, answers, fault: channel.fault }
}

function factsOf({ place, own }: KeyParts, service: ServiceId): ChannelFacts {
  return { payer: place.payer, key: own.key, curve: 'secp256k1', service, asset: 'PToken' }
}

async function readChain(ledger: ServiceLedger, facts: ChannelFacts) {
  const { deposited, settled, serial } = await ledger.channelOf(channelIdOf(facts))
  return { deposited: assetUnits(deposited), settled: assetUnits(settled), serial }
}

/** Returns the function that pays money into a channel. The key sends the transaction and pays its gas. */
function filler({ access, ledger, rpcUrl, own, deposit }: KeyParts): (channel: ChannelFacts) => Promise<void> {
  const sender = openOwnSender({ rpcUrl })
  const account = privateKeyToAccount(own.channelKey)
  const quick = { ...access, sleep: (ms: number) => access.sleep(Math.min(ms, 100)) }
  return async (channel) => {
    const { deposited, settled, serial } = await ledger.channelOf(channelIdOf(channel))
    const total = assetUnits(settled + deposit)
    if (total <= deposited) return
    await ledgerMove(
      quick,
      { kind: 'fund', channel, serial, total },
      { opened: ledger, account: own.key, send: (call) => sender.send(account, call) },
    )
  }
}

/**
 * Reads the newest terms of a service. Throws `serving.terms_changed` if a price or the step is higher than the payer accepted, if the service has another URL,
 * or if it does not decrypt prompts any longer.
 */
async function notDearer({ access, ledger }: KeyParts, service: ServiceId, accepted: ServiceTerms): Promise<ServiceTerms> {
  const next = (await readOffers(access, { ledger: ledger.ledger, services: new Set([service]) })).get(service)
  if (next === undefined) throw refusal('serving.service_unknown', { detail: service })
  refuseChanged(next, accepted)
  return next
}

/**
 * Throws if a service does not answer, so that its channel gets no deposit. Otherwise anybody could make the payer lock money in channels to services that do
 * not exist.
 */
async function refuseSilent(ask: AskService): Promise<void> {
  const found = await ask({ method: 'GET', path: '/v1/models', signal: AbortSignal.timeout(answerWithinMs) }).catch(() => null)
  await found?.body?.cancel()
  if (found?.status !== 200) throw refusal('serving.upstream_failed', { detail: 'the service does not answer' })
}

/** Asks a service for the receipts of answers that broke off. If the service returns no receipt now, the request stays open, and a later call asks again. */
async function reconcile({ channel, ask }: PaidChannel): Promise<void> {
  for (const open of channel.cut()) {
    const signal = AbortSignal.timeout(receiptWithinMs)
    const answer = await ask({ method: 'GET', path: `/v1/receipts/${open.digest}`, signal }).catch(() => null)
    const receipt = answer?.status === 200 ? answer.headers.get(receiptHeader) : null
    await answer?.body?.cancel()
    if (receipt !== null) channel.acceptCut(open, receipt)
  }
}
