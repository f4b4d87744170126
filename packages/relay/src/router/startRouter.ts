import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type Address, assetUnits, formatPt, type ServiceId } from '@infinitio/domain'
import { type Candidate, privacyOf, type RequestBody, readTerms, settlesPerLock, startPriceOf, siteOf } from '@infinitio/services'
import { type DenyNews, type DenySource, openDenyList, type OpenDenyList } from '../deny/openDenyList.ts'
import { takeLock } from '../files/takeLock.ts'
import { inTurn } from '../ledger/inTurn.ts'
import type { LedgerAccess } from '../ledger/ledgerAccess.ts'
import type { ProxyKeys } from '../proxy/clientStore.ts'
import { RelayError } from '../relayError.ts'
import { openSignatures } from '../signatures/openSignatures.ts'
import { abortWhenGone, readBody, sendError, sendJson } from '../wire/answers.ts'
import { candidatesPath, mostRequestBytes, paidPaths } from '../wire/headers.ts'
import { listen, type Listen } from '../wire/listen.ts'
import { openToPages } from '../wire/openToPages.ts'
import { type ChannelRule, type ChannelRuleSettings, openChannelRule } from './channelRule.ts'
import { measureServices, type MeasuredServices } from './measuredServices.ts'
import { type Offer, readOffers } from './readOffers.ts'
import { answerPrepaid } from './prepaid/answerPrepaid.ts'
import type { Purse } from './prepaid/openPurse.ts'
import { openPrepaid, type Prepaid, type PrepaidSettings } from './prepaid/openPrepaid.ts'
import { readRoutedRequest, type RoutedRequest } from './routedRequest.ts'
import { openRouterBooks, type RouterBooks } from './routerBooks.ts'
import type { RouterKey } from './routerKeys.ts'
import { openRouterChannels, type RouterChannels } from './routerChannels.ts'
import { nameServices, type Routed, routeRequest, type Unanswered } from './routeRequest.ts'
import { tryService } from './tryService.ts'
import { noRefusals, refusalsOf, unanswered } from './unanswered.ts'
import { type ReadStandings, type Standings, watchStandings } from './watchStandings.ts'

/**
 * Settings of a router. `deposit` is the amount, not yet claimed by the service, that each payment channel should hold. `fund` fills a channel with the
 * router's key, within the key's allowance.
 */
export type RouterSettings = {
  readonly ledger: LedgerAccess
  readonly payer: Address
  readonly keys: ProxyKeys
  readonly folder: string
  readonly listen: Listen
  readonly deposit: bigint
  readonly fund: (service: ServiceId, deposit: bigint) => Promise<void>
  /** The router as a service that users prepay by channels of its key. If absent, only the owner pays. */
  readonly prepaid?: PrepaidSettings | null
  /** The owner's rule about channels. If absent: four deposits in a day, one for each payee, a day for channels of users and seven days for the owner's. */
  readonly userChannels?: Partial<ChannelRuleSettings>
  /** The services, payees and countries that the operator of the router does not serve or pay. If absent, there are none. */
  readonly deny?: DenySource | null
  readonly onNews?: (news: RouterNews) => void
  /**
   * Reads the standings of services by the checks of validators. A service with the standing `left_out` gets only requests that name it. If absent, all
   * services are unchecked.
   */
  readonly checks?: ReadStandings | null
  readonly checksEveryMs?: number
  readonly lookEveryMs?: number
  readonly firstByteMs?: number
}

/** An event of a router: its deny list changed, or it ended the channel of a payer because receipts of it are lost (`PrepaidBook`). */
export type RouterNews = DenyNews | { readonly kind: 'lost'; readonly payer: Address }

/** A router that runs. */
export type RunningRouter = {
  readonly port: number
  readonly books: RouterBooks
  /** For each opened channel: the amount owed to the service, the ceiling that the router signed (the most that the service may claim), and the deposit. */
  readonly figures: () => readonly {
    readonly service: ServiceId
    readonly owed: bigint
    readonly ceiling: bigint
    readonly deposited: bigint
    readonly fault: string | null
  }[]
  /** The models that services offer now. */
  readonly models: () => readonly string[]
  readonly look: () => Promise<void>
  /** Settles what users who prepaid owe, whether it is due or not, at most 50 of them. */
  readonly settle: () => Promise<{ readonly rows: number; readonly amount: bigint }>
  /** Reads the standings of services once more. */
  readonly lookAtChecks: () => Promise<void>
  readonly stop: () => Promise<void>
}

const usualLookMs = 5_000
/**
 * The number of deposits that requests of users may lock in new channels in a day, and the times after which a channel is idle: a day for one that a user opened,
 * and seven days for one of the owner.
 */
const usualNew = 4n
const usualIdleMs = 86_400_000
const usualOwnerIdleMs = 7 * usualIdleMs
const million = 1_000_000n
const mostCandidatesBytes = 65_536
/** Milliseconds that a service may take for its first byte, because a model may load for some seconds before its first token. */
const usualFirstByteMs = 60_000

type Parts = {
  readonly books: RouterBooks
  readonly channels: RouterChannels
  readonly measured: MeasuredServices
  readonly offers: () => readonly Offer[]
  readonly standings: () => Standings
  readonly deny: OpenDenyList | null
  readonly firstByteMs: number
  readonly prepaid: Prepaid | null
  /** Answers the paths for users who prepay. Returns false for other paths. */
  readonly answerUser: (message: IncomingMessage, response: ServerResponse) => Promise<boolean>
}

/** Returns a function that joins the running call of `work`, if there is one. So a settlement whose transaction still waits is not sent again. */
function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  return () => {
    running ??= work().finally(() => {
      running = null
    })
    return running
  }
}

/** Starts a router. Throws `serving.running` if another process uses its folder, and viem's errors. */
export async function startRouter(settings: RouterSettings): Promise<RunningRouter> {
  const { ledger, folder, onNews = () => {} } = settings
  const release = takeLock(join(folder, 'lock'))
  try {
    const deny = settings.deny == null ? null : openDenyList(settings.deny, onNews)
    const reader = readOffers(ledger, readTerms)
    await reader.look()
    const offers = () => reader.offers().filter(({ service, payee }) => deny === null || !(deny.hasAccount(service) || deny.hasAccount(payee)))
    const books = openRouterBooks(folder)
    const signatures = await openSignatures()
    const turn = inTurn()
    const { keys } = settings
    const everyMs = settings.lookEveryMs ?? usualLookMs
    const prepaid = await prepaidOf(settings, { signatures, turn, everyMs })
    const channels = openRouterChannels({ ...settings, signatures, turn, ...usersOf(settings, prepaid), folder: join(folder, 'channels') })
    const checks = watchStandings({ read: settings.checks ?? null, everyMs: settings.checksEveryMs }, offers)
    const door = prepaid === null ? null : { ...prepaid, books, ledger, key: keys.key, signatures, deny, nowMs: Date.now }
    const parts: Parts = {
      books,
      channels,
      measured: measureServices(),
      offers,
      standings: checks.standings,
      deny,
      firstByteMs: settings.firstByteMs ?? usualFirstByteMs,
      prepaid,
      answerUser: async (message, response) =>
        door !== null && (await answerPrepaid(door, { message, response, keyOf: () => keyOf({ books }, message) })),
    }
    const server = createServer((message, response) => {
      if (openToPages(message, response)) return
      answer(parts, message, response).catch((error: unknown) => sendError(response, error))
    })
    await listen(server, settings.listen).catch((error: unknown) => {
      checks.stop()
      throw error
    })
    const look = oneAtATime(async () => {
      await reader.look()
      // A service that cannot be read does not stop the router from settling what users owe.
      try {
        await prepaid?.settle('due')
      } finally {
        await channels.look(offers(), prepaid?.left() ?? [])
      }
    })
    // If reading the chain fails, nothing changes, and the next attempt reads the same blocks again.
    const timer = setInterval(() => void look().catch(() => {}), everyMs)
    return {
      ...{ port: (server.address() as AddressInfo).port, books, look, lookAtChecks: checks.look, models: () => modelsOf(offers()) },
      settle: async () => (await prepaid?.settle('all')) ?? { rows: 0, amount: 0n },
      figures: () => channels.opened().map(([service, channel]) => ({ service, ...channel.figures(), fault: channel.fault })),
      async stop() {
        clearInterval(timer)
        checks.stop()
        server.closeAllConnections()
        await new Promise((resolve) => server.close(resolve))
        channels.close()
        prepaid?.stop()
        release()
      },
    }
  } catch (error) {
    release()
    throw error
  }
}

async function prepaidOf(
  { ledger, keys, folder, prepaid = null, onNews = () => {} }: RouterSettings,
  parts: Pick<Parameters<typeof openPrepaid>[0], 'signatures' | 'turn' | 'everyMs'>,
): Promise<Prepaid | null> {
  return prepaid === null
    ? null
    : await openPrepaid({ ...prepaid, ...parts, ledger, keys, folder, nowMs: () => Date.now(), onLost: (payer) => onNews({ kind: 'lost', payer }) })
}

/** Returns the settings of channels that depend on the users of the router. */
function usersOf(settings: RouterSettings, prepaid: Prepaid | null) {
  return {
    rule: ruleOf(settings),
    isSynced: prepaid !== null,
    holdMs: prepaid === null ? 0 : (prepaid.lockSeconds / settlesPerLock) * 1_000,
    onReceipt: async (digest: string, receipt: string) => await prepaid?.chargeByReceipt(digest, receipt),
    onOlderFiles: () => prepaid?.book.endAll(),
  }
}

function ruleOf({ deposit, folder, userChannels }: RouterSettings): ChannelRule {
  const rule = { perDay: deposit * usualNew, perPayee: deposit, idleMs: usualIdleMs, ownerIdleMs: usualOwnerIdleMs, ...userChannels }
  return openChannelRule(rule, { folder, deposit, nowMs: Date.now })
}

async function answer(parts: Parts, message: IncomingMessage, response: ServerResponse): Promise<void> {
  if (await parts.answerUser(message, response)) return
  const key = keyOf(parts, message)
  const [path = ''] = (message.url ?? '').split('?')
  if (message.method === 'GET' && path === '/v1/models') return sendJson(response, { status: 200, body: modelsText(parts.offers()) })
  if (message.method !== 'POST' || !(paidPaths.has(path) || path === candidatesPath)) throw new RelayError('serving.path_unknown')
  const [type = ''] = (message.headers['content-type'] ?? '').split(';')
  if (type.trim().toLowerCase() !== 'application/json') throw new RelayError('serving.type_wrong')
  if (parts.deny?.hasCountry(message.headers) === true) throw new RelayError('serving.denied', 'the country')
  if (key.payer !== undefined && parts.deny?.hasAccount(key.payer) === true) throw new RelayError('serving.denied')
  refuseAboveBudget(parts.books, key)
  if (path === candidatesPath) return await answerCandidates(parts, message, response)
  await answerPaid(parts, { message, response, path, key })
}

function keyOf({ books }: Pick<Parts, 'books'>, { headers }: IncomingMessage): RouterKey {
  const [, text = ''] = /^Bearer (.+)$/.exec(headers.authorization ?? '') ?? []
  const key = books.keyOf(text)
  if (key === null) throw new RelayError('serving.key_wrong')
  return key
}

function refuseAboveBudget(books: RouterBooks, { id, budgetPerDay }: RouterKey): void {
  const spent = books.spentOn(id, Date.now())
  if (budgetPerDay !== null && spent >= budgetPerDay) {
    throw new RelayError('serving.budget_spent', `${formatPt(spent, { digits: 6 })} of ${formatPt(budgetPerDay, { digits: 6 })} PT`)
  }
}

type Asked = { readonly message: IncomingMessage; readonly response: ServerResponse; readonly path: string; readonly key: RouterKey }

async function answerPaid(parts: Parts, { message, response, path, key }: Asked): Promise<void> {
  const request = requestOf(await readBody(message, mostRequestBytes))
  const abort = new AbortController()
  abortWhenGone(response, abort)
  const offers = new Map(parts.offers().map((offer) => [offer.service, offer]))
  const candidates = candidatesFor(request, [...offers.values()], parts.standings())
  refuseUnsealed(request, candidates)
  // The key of a user works only while the router takes money of users.
  if (key.payer !== undefined && parts.prepaid === null) throw new RelayError('serving.key_wrong', 'this router has no users who prepay now')
  const { payer } = key
  const user = payer === undefined ? null : ((await parts.prepaid?.enter(payer)) ?? null)
  const purses = new Map<ServiceId, Purse>()
  const unusable =
    user === null || payer === undefined ? noRefusals : refusalsOf(parts.channels, { request, path, user, payer }, { offers, candidates })
  const usable = candidates.filter(({ service }) => !unusable.has(service))
  const routed = await routeRequest({
    ...{ request, candidates: usable, measured: parts.measured, now: Date.now, random: Math.random },
    async tryService(candidate, body) {
      const offer = offers.get(candidate.service)
      if (offer === undefined) throw new Error('each candidate has an offer')
      const channel = await parts.channels.of(offer, key.payer ?? null).catch(reasonOf)
      if (typeof channel === 'string') return { kind: 'failed', reason: channel, isFault: true }
      const purse = user?.purseFor(candidate.service) ?? null
      if (purse !== null) purses.set(candidate.service, purse)
      const trying = {
        path,
        response,
        abort,
        nowMs: Date.now,
        firstByteMs: parts.firstByteMs,
        purse,
        readReceipts: () => parts.channels.readReceipts(channel),
      }
      const tried = await tryService(channel, { body, candidate }, trying)
      if (tried.kind === 'failed' && tried.isDenied === true) parts.channels.noteDenied(offer.service)
      return tried
    },
  }).finally(() => user?.leave())
  if (routed.kind === 'unanswered') throw unanswered(request, routed, [...unusable])
  // Answers without a cost are rows only for the owner's keys, so that wrong requests of a user cannot fill the disk.
  const charged = purses.get(routed.candidate.service)?.charged() ?? null
  if (user !== null && charged === null) return
  note(parts, { key, charged }, routed)
}

/**
 * Names the services that the router would try for a prompt that the client will encrypt. This request has no prompt: it has only the model, the wishes and the
 * limit of tokens. The answer contains no keys. The client reads each service's key from the chain, because a router could give a wrong key.
 */
async function answerCandidates(parts: Parts, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const asked = requestOf(await readBody(message, mostCandidatesBytes))
  const request: RoutedRequest = { ...asked, wishes: { ...asked.wishes, privacy: 'sealed' } }
  const candidates = candidatesFor(request, parts.offers(), parts.standings())
  const { named, refused } = nameServices({ request, candidates, measured: parts.measured, now: Date.now, random: Math.random })
  if (named.length === 0) throw unanswered(request, { kind: 'unanswered', refused, failed: [] })
  sendJson(response, { status: 200, body: JSON.stringify({ object: 'list', data: named }) })
}

function requestOf(body: Uint8Array): RoutedRequest {
  const request = readRoutedRequest(parsed(body))
  if ('wrong' in request) throw new RelayError('serving.field_invalid', request.wrong.join('; '))
  return request
}

/** Returns all services in the form in which the router compares them. Throws `serving.model_unknown` if none offers a model of the request. */
function candidatesFor({ models }: RoutedRequest, offers: readonly Offer[], standings: Standings): readonly Candidate[] {
  const candidates = offers.map((offer) => candidateOf(offer, standings))
  if (candidates.some(({ model }) => models.some((wanted) => wanted.model === model))) return candidates
  throw new RelayError('serving.model_unknown', models.map(({ model }) => model).join(', '))
}

/**
 * Refuses a request that asks for an encrypted prompt and is not encrypted. The router has read such a prompt already, so it may not pretend to protect it.
 * Throws `serving.prompt_unsealed`, or `serving.sealed_unoffered` if encryption would not help because no service of the model decrypts prompts.
 */
function refuseUnsealed({ wishes, isSealed, models }: RoutedRequest, candidates: readonly Candidate[]): void {
  if (isSealed || wishes.privacy !== 'sealed') return
  const isOffered = candidates.some(({ model, privacy }) => privacy.includes('sealed') && models.some((wanted) => wanted.model === model))
  throw new RelayError(isOffered ? 'serving.prompt_unsealed' : 'serving.sealed_unoffered', models.map(({ model }) => model).join(', '))
}

type Payment = { readonly key: RouterKey; readonly charged: bigint | null }

function note({ books, measured }: Parts, { key: { id }, charged }: Payment, { candidate, passed }: Exclude<Routed, Unanswered>): void {
  const { receipt, status, firstMs, tokensPerSecond } = passed
  const { input, cached, output } = receipt?.units ?? { input: 0, cached: 0, output: 0 }
  const cost = receipt?.cost ?? assetUnits(0n)
  const paid = assetUnits(charged ?? cost)
  books.note({
    atMs: Date.now(),
    key: id,
    model: candidate.model,
    service: candidate.service,
    input,
    output,
    cost: paid,
    firstTokenMs: firstMs,
    status,
  })
  if (receipt === null) return
  // The tokens cost at most this amount, because cached tokens may cost less. If the receipt states a higher cost, it includes the price of a start.
  const tokens = (BigInt(input) * candidate.promptPrice + BigInt(output) * candidate.answerPrice) / million + 1n
  const isStart = candidate.startPrice > 0n && cost > tokens
  measured.noteAnswer(candidate.service, { firstTokenMs: firstMs, tokensPerSecond, input, cached, isStart })
}

/**
 * Returns a service in the form in which the router compares services. If the terms do not state the quantization or the region, a request with such a
 * condition does not go to this service. If they do not state the context size, the router does not check it.
 */
function candidateOf({ service, payee, isBonded, terms }: Offer, standings: Standings): Candidate {
  const checked = standings.get(service)
  const standing = checked?.standing ?? 'unchecked'
  return {
    ...{ service, payee, isBonded, site: siteOf(terms.url) ?? terms.url, model: terms.model, upstreamModel: terms.model },
    ...{ promptPrice: terms.inputPrice, cachedPrice: terms.cachedPrice, answerPrice: terms.outputPrice, startPrice: startPriceOf(terms) },
    ...{ contextTokens: terms.contextTokens ?? null, quantization: terms.quantization ?? null, region: terms.region ?? null },
    ...{ privacy: privacyOf(terms), parameters: [] },
    ...{ verification: standing === 'fine' ? 'checked' : 'signed', isLeftOut: standing === 'left_out', checkedSpeed: checked?.quality ?? null },
  }
}

function parsed(body: Uint8Array): RequestBody {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as RequestBody
  } catch {
    // Malformed JSON gets the same error as JSON that is not an object.
  }
  throw new RelayError('serving.body_invalid')
}

function modelsOf(offers: readonly Offer[]): readonly string[] {
  return [...new Set(offers.map(({ terms }) => terms.model))].toSorted()
}

function modelsText(offers: readonly Offer[]): string {
  return JSON.stringify({ object: 'list', data: modelsOf(offers).map((id) => ({ id, object: 'model', owned_by: 'infinitio' })) })
}

/** Describes to the client why a channel cannot be opened: the service does not answer, or the allowance or the coins of the router's key are used up. */
function reasonOf(error: unknown): string {
  return error instanceof RelayError ? error.message : 'the channel cannot be filled'
}
