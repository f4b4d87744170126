import { type Address, address, type ServiceId } from '@infinitio/domain'
import {
  type Candidate,
  changeOfTerms,
  type CheckStanding,
  forwardBody,
  paidPaths,
  pickServices,
  privacyOf,
  promptCharacters,
  readInferenceRequest,
  responsesPath,
  type ServiceTerms,
  startPriceOf,
  usualPreferences,
  siteOf,
} from '@infinitio/services'
import { type ExitAccess, openExitAccess } from '../../chain/exitAccess.ts'
import { InfinitioError } from '../../transport/InfinitioError.ts'
import { refusal } from '../../transport/refusal.ts'
import { openServiceLedger, type ServiceLedger } from '../openServiceLedger.ts'
import { mostAtOnce } from './askService.ts'
import { holdKeyLock, type KeyLocks, readBrowserKey } from './browserKey.ts'
import { type KeyStorage, nameOfKey } from './keyStorage.ts'
import { type ChannelFigures, type ChannelsOfKey, openChannelsOfKey } from './channelsOfKey.ts'
import { errorAnswer } from './errorAnswer.ts'
import { type CheckedReceipt, passStream, passWhole } from './passAnswer.ts'
import { planPrepay, type KeyLimits, type PrepayPlan } from './planPrepay.ts'
import { readOffers } from './readOffers.ts'
import { type ModelRequest, requestOf } from './requestOf.ts'
import { sealBody } from './sealBody.ts'
import { type PaidChannel, type Sending, type Sent, sendPaid } from './sendPaid.ts'

/**
 * A service to choose from, with its standing in the checks of validators. A service that validators leave out gets only requests that name it. The program
 * trusts the standing that the market returns, because the market could also omit the service from its list.
 */
export type ListedService = { readonly service: string; readonly standing: CheckStanding }

/** The chain on which the services are registered. `services` lists the services to choose from; their prices and keys are read from the chain. */
export type PaidMarket = {
  readonly rpcUrl: string
  readonly chainId: number
  readonly directory: Address
  readonly market: Address
  readonly pToken: Address
  readonly services: () => Promise<readonly ListedService[]>
}

/**
 * The payer, and the storage for this program's key. `deposit` is the amount that a channel has for new requests after it was filled, in base units of PToken.
 * `mayCall` decides, by a service's URL, whether the program may use the service.
 */
export type PaidOptions = {
  readonly payer: string
  readonly storage?: KeyStorage
  readonly locks?: KeyLocks
  readonly deposit?: bigint
  readonly mayCall?: (url: string) => boolean
}

/** An AI service with its terms, which its owner published on the chain, and its standing in the checks of validators. */
export type PaidOffer = { readonly service: ServiceId; readonly terms: ServiceTerms; readonly standing: CheckStanding }

/** A service with terms that the payer has not accepted yet. `accepted` are the last ones that it accepted. */
export type ChangedOffer = PaidOffer & { readonly accepted: ServiceTerms }

/**
 * The receipt of an answer after all checks, the service that signed it, and the milliseconds until the first bytes and until the end of the answer. `isSealed`
 * is true if prompt and answer were encrypted; the receipt then has the hashes of the encrypted bytes.
 */
export type PaidReceipt = CheckedReceipt &
  Omit<PaidOffer, 'standing'> & { readonly firstMs: number; readonly wholeMs: number; readonly isSealed: boolean }

/** The market, the payment channels and the key of a program that pays AI services. `ServiceLedgerScheme` pays with them for clients of x402. */
export type PayingKey = {
  readonly access: ExitAccess
  readonly chainId: number
  readonly ledger: ServiceLedger
  readonly pToken: Address
  readonly channels: ChannelsOfKey
  readonly mayCall: (url: string) => boolean
}

/** AI services that are paid by a key of this program. */
export type PaidServices = {
  readonly paying: PayingKey
  /** The address of the key that signs payments. */
  readonly key: Address
  readonly ledger: Address
  /**
   * Sends a request to `/v1/…` with a payment and returns the service's answer. Pass it to the `openai` client as the option `fetch`. The host of the URL does
   * not matter: the requested model decides which service answers. Prompts are encrypted to services that decrypt them. With `privacy: 'sealed'` in the body,
   * no other service gets the request; with `privacy: 'plain'`, nothing is encrypted.
   */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>
  /** Waits until an answer of `fetch` has ended, and returns its checked receipt. Returns null for an answer that costs nothing or that broke off. */
  readonly receiptOf: (response: Response) => Promise<PaidReceipt | null>
  readonly offers: () => readonly PaidOffer[]
  /** Returns the offers with terms that the payer must accept before it pays them, and the terms that it accepted. */
  readonly changed: () => readonly ChangedOffer[]
  /** Accepts the terms of an offer, which are higher prices or another URL. `fetch` then uses the service again. */
  readonly accept: (offer: PaidOffer) => void
  /** Returns the offers that `fetch` may ask now for the body of a request, in the order of its attempts. Throws `serving.body_invalid`. */
  readonly asked: (body: string) => readonly PaidOffer[]
  readonly figures: () => readonly ChannelFigures[]
  /** Plans the transactions that the wallet must sign. Afterwards the wallet's pot (balance in the service ledger) holds `amount`, and the key may spend it. */
  readonly plan: (amount: bigint, limits?: KeyLimits) => Promise<PrepayPlan>
  /** Returns the amount in the payer's pot (its free deposit in the service ledger). */
  readonly pot: () => Promise<bigint>
  /** Reads services and payment channels from the chain again, and asks for the receipts of answers that broke off. */
  readonly look: () => Promise<void>
  /** Releases the key, so that another tab can use it. */
  readonly close: () => void
}

/** The default deposit for one AI service: 0.2 PToken. */
const usualDeposit = 2n * 10n ** 17n
const soonMs = 500
const charactersPerToken = 4
const usualAnswerTokens = 1_024

/**
 * Opens the AI services that one payer pays by a key of this program. Throws `serving.running` if another tab uses the key, `service.no_ledger`, and
 * `chain.rpc_silent`. Nothing is signed before the first request.
 */
export async function openPaidServices(market: PaidMarket, options: PaidOptions): Promise<PaidServices> {
  const { storage = localStorage, locks = navigator.locks, deposit = usualDeposit, mayCall = () => true } = options
  const payer = address(options.payer.toLowerCase())
  const access = openExitAccess({ rpcUrl: market.rpcUrl })
  const ledger = await openServiceLedger(access, market.directory)
  const place = { chainId: market.chainId, ledger: ledger.ledger, payer }
  const release = await holdKeyLock(locks as KeyLocks, nameOfKey(place))
  try {
    const own = readBrowserKey(storage, place)
    const channels = openChannelsOfKey({ access, ledger, rpcUrl: market.rpcUrl, place, own, storage, deposit })
    const running = new Running(channels, access.sleep)
    const look = async () => {
      const standings = new Map<string, CheckStanding>((await market.services()).map(({ service, standing }) => [service, standing]))
      const found = await readOffers(access, { ledger: ledger.ledger, services: new Set(standings.keys()) })
      running.offers = [...found]
        .filter(([, { url }]) => mayCall(url))
        .map(([service, terms]) => ({ service, terms, standing: standings.get(service) ?? 'unchecked' }))
      await channels.look()
    }
    await look()
    const facts = { payer, key: own.key, ledger: ledger.ledger, market: market.market, pToken: market.pToken }
    return {
      paying: { access, chainId: market.chainId, ledger, pToken: market.pToken, channels, mayCall },
      ...{ key: own.key, ledger: ledger.ledger, look, figures: channels.figures, offers: () => running.offers },
      asked: (body) => running.asked(body),
      changed: () => changedOffers(running.offers, channels),
      accept: ({ service, terms }) => channels.accept(service, terms),
      fetch: (input, init) => running.fetch(input, init),
      receiptOf: (response) => running.receipts.get(response) ?? Promise.resolve(null),
      plan: (amount, limits) => planPrepay(access, facts, { amount, ...(limits === undefined ? {} : { limits }) }),
      pot: async () => (await ledger.potOf(payer, 'PToken')).free,
      close: release,
    }
  } catch (error) {
    release()
    throw error
  }
}

function changedOffers(offers: readonly PaidOffer[], channels: ChannelsOfKey): readonly ChangedOffer[] {
  return offers.flatMap((offer) => {
    const accepted = channels.accepted(offer.service)
    return accepted === null || changeOfTerms(offer.terms, accepted) === null ? [] : [{ ...offer, accepted }]
  })
}

/** The services and open requests of a program that pays for AI services itself. */
class Running {
  offers: readonly PaidOffer[] = []
  readonly receipts = new WeakMap<Response, Promise<PaidReceipt | null>>()
  readonly #channels: ReturnType<typeof openChannelsOfKey>
  readonly #sleep: (ms: number) => Promise<void>
  readonly #faults = new Map<ServiceId, number>()
  readonly #running = new Map<string, number>()

  constructor(channels: ReturnType<typeof openChannelsOfKey>, sleep: (ms: number) => Promise<void>) {
    this.#channels = channels
    this.#sleep = sleep
  }

  async fetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    const asked = new Request(input, init)
    const { pathname } = new URL(asked.url)
    const path = pathname.slice(pathname.lastIndexOf('/v1/'))
    const state = { mayOwe: false }
    try {
      if (asked.method === 'GET' && path === '/v1/models') return this.#models()
      if (asked.method !== 'POST' || !paidPaths.has(path)) throw refusal('serving.path_unknown', { detail: path })
      return await this.#answer(requestOf(await asked.text()), { path, signal: asked.signal }, state)
    } catch (error) {
      if (asked.signal.aborted) throw error
      return errorAnswer(error, state)
    }
  }

  asked(body: string): readonly PaidOffer[] {
    const { tries } = this.#pick(requestOf(body))
    return tries.flatMap((candidate) => this.offers.filter(({ service }) => service === candidate.service))
  }

  #models(): Response {
    const ids = [...new Set(this.offers.map(({ terms }) => terms.model))].toSorted()
    const text = JSON.stringify({ object: 'list', data: ids.map((id) => ({ id, object: 'model', owned_by: 'infinitio' })) })
    return new Response(text, { headers: { 'content-type': 'application/json' } })
  }

  /**
   * Asks at most three services, one after the other, until one begins to answer. The cheapest service comes first, and services that had a fault in the last
   * 30 s come last. An error that this program has caused ends the attempts at once.
   */
  async #answer(request: ModelRequest, { path, signal }: { path: string; signal: AbortSignal }, state: { mayOwe: boolean }): Promise<Response> {
    const { tries, refused } = this.#pick(request)
    if (tries.length === 0) {
      if (request.privacy === 'sealed' && [...refused.values()].includes('privacy'))
        throw refusal('serving.sealed_unoffered', { detail: request.model })
      const isKnown = [...refused.values()].some((reason) => reason !== 'model')
      throw refusal(isKnown ? 'serving.no_answer' : 'serving.model_unknown', { detail: request.model })
    }
    const failed: unknown[] = []
    for (const [place, candidate] of tries.entries()) {
      try {
        const response = await this.#ask(candidate, request, { path, signal }, state)
        if (!isFailure(response.status) || place === tries.length - 1) return response
        const isMissing = response.status === unknownStatus && path === responsesPath
        if (response.status !== fullStatus && !isMissing) this.#faults.set(candidate.service, Date.now())
      } catch (error) {
        if (signal.aborted) throw error
        failed.push(error)
        if (isOwnProblem(error)) throw error
        this.#faults.set(candidate.service, Date.now())
      }
    }
    if (failed.length === 1 && failed[0] instanceof InfinitioError) throw failed[0]
    throw refusal('serving.no_answer', { detail: failed.map((error) => (error instanceof InfinitioError ? error.code : 'no connection')).join(', ') })
  }

  #pick({ model, body, only, privacy }: ModelRequest) {
    const limit = body['max_completion_tokens'] ?? body['max_tokens'] ?? body['max_output_tokens']
    const promptTokens = Math.ceil(promptCharacters(body) / charactersPerToken)
    const measured = new Map([...this.#faults].map(([service, faultAtMs]) => [service, { ...unmeasured, faultAtMs }] as const))
    return pickServices({
      candidates: this.offers.map(candidateOf),
      measured,
      need: { model, promptTokens, answerTokens: typeof limit === 'number' ? limit : usualAnswerTokens, parameters: [] },
      wishes: { ...usualPreferences, sort: 'price', only, privacy: privacy === 'sealed' ? 'sealed' : 'plain' },
      draw: 0,
      nowMs: Date.now(),
    })
  }

  async #ask(
    candidate: Candidate,
    request: ModelRequest,
    { path, signal }: { path: string; signal: AbortSignal },
    state: { mayOwe: boolean },
  ): Promise<Response> {
    const offer = this.offers.find(({ service }) => service === candidate.service)
    if (offer === undefined) throw new Error('each candidate has an offer')
    const body = new TextEncoder().encode(forwardBody(request.body, candidate))
    const facts = readInferenceRequest(body, path)
    if (facts === null) throw refusal('serving.body_invalid', { detail: 'model' })
    const stop = new AbortController()
    const leave = this.#enter(offer.terms.url)
    const startedMs = performance.now()
    try {
      const parts = await this.#channels.of(offer.service, offer.terms)
      const { privacy } = request
      // The service may have published its first key, or a new key, after this channel was opened. Then the terms of the channel are outdated.
      if (privacy !== 'plain' && parts.channel.terms().boxKey !== offer.terms.boxKey) await parts.renewTerms()
      const seal: Sending['seal'] = (terms) => sealBody(body, { request: facts, service: offer.service, terms, privacy })
      const sending = { body, request: facts, path, signal: AbortSignal.any([signal, stop.signal]), seal }
      const sent = await this.#sendFilled(parts, offer.service, sending, state)
      const firstMs = performance.now() - startedMs
      const passed = isStream(sent)
        ? passStream(parts, sent, { abort: () => stop.abort(), onCut: () => void this.#askAgain() })
        : await passWhole(parts, sent)
      passed.response.headers.set('infinitio-service', offer.service)
      const receipt = passed.receipt.then((checked) => {
        leave()
        if (checked === null) return null
        const facts = { service: offer.service, terms: offer.terms, isSealed: sent.opener !== null }
        return { ...checked, ...facts, firstMs, wholeMs: performance.now() - startedMs }
      })
      this.receipts.set(passed.response, receipt)
      return passed.response
    } catch (error) {
      leave()
      throw error
    }
  }

  /** Sends a request to an AI service. If the channel (the deposit for the service) holds too little, fills the channel and sends the request again, once. */
  async #sendFilled(parts: PaidChannel, service: ServiceId, sending: Sending, state: { mayOwe: boolean }): Promise<Sent> {
    const send = async () => {
      const before = parts.channel.figures().ceiling
      try {
        return await sendPaid(parts, sending)
      } catch (error) {
        // The service may have received the voucher (the signed payment), so the payer may owe the price.
        if (parts.channel.figures().ceiling > before || parts.channel.cut().length > 0) state.mayOwe = true
        throw error
      }
    }
    try {
      return await send()
    } catch (error) {
      if (!(error instanceof InfinitioError) || error.code !== 'serving.deposit_too_low') throw error
      await this.#channels.fill(service)
      return await send()
    }
  }

  /** Counts a running request to a host until the returned function is called. Throws `serving.busy` if too many requests to the host are running. */
  #enter(url: string): () => void {
    const host = new URL(url).host
    const running = this.#running.get(host) ?? 0
    if (running >= mostAtOnce(url)) throw refusal('serving.busy', { detail: `${running} requests at ${host}` })
    this.#running.set(host, running + 1)
    let isLeft = false
    return () => {
      if (isLeft) return
      isLeft = true
      this.#running.set(host, (this.#running.get(host) ?? 1) - 1)
    }
  }

  async #askAgain(): Promise<void> {
    await this.#sleep(soonMs)
    await this.#channels.look()
  }
}

const unmeasured = { firstTokenMs: null, tokensPerSecond: null, cachedShare: 0n as never, startShare: 10_000n as never } as const

/** The status of a service that is too busy. An answer with this status does not count as a fault of the service. */
const fullStatus = 429
/** The status of a service whose model server does not have the path of the request. For the Responses API, it is not a fault. */
const unknownStatus = 404
const passingStatuses = new Set([402, 403, 404, 408, 409, 412, 425, fullStatus])

/** Returns true for a status after which another service may succeed. */
function isFailure(status: number): boolean {
  return status >= 500 || passingStatuses.has(status)
}

/**
 * Returns true for an error that this program has caused, so that another service would return it too: a wrong request, a key without money, or too many
 * running requests.
 */
function isOwnProblem(error: unknown): boolean {
  const codes = ['serving.body_invalid', 'service.allowance_too_low', 'service.pot_too_low', 'wallet.insufficient_gas', 'serving.busy', ...ownSealing]
  return error instanceof InfinitioError && codes.includes(error.code)
}

const ownSealing = ['serving.sealing_unsupported', 'serving.body_too_large']

function isStream({ answer }: Sent): boolean {
  return answer.status === 200 && answer.headers.get('content-type')?.startsWith('text/event-stream') === true
}

function candidateOf({ service, terms, standing }: PaidOffer): Candidate {
  return {
    ...{ service, payee: terms.responseKey, isBonded: false, site: siteOf(terms.url) ?? terms.url, model: terms.model, upstreamModel: terms.model },
    ...{ promptPrice: terms.inputPrice, cachedPrice: terms.cachedPrice, answerPrice: terms.outputPrice, startPrice: startPriceOf(terms) },
    ...{ contextTokens: terms.contextTokens ?? null, quantization: terms.quantization ?? null, region: terms.region ?? null },
    ...{ privacy: privacyOf(terms), parameters: [] },
    ...{ verification: standing === 'fine' ? 'checked' : 'signed', isLeftOut: standing === 'left_out', checkedSpeed: null },
  }
}
