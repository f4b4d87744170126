import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import {
  checkListen,
  makeByteTerms,
  makeTerms,
  newServiceFacts,
  openProven,
  publishTerms,
  readServeKeys,
  readService,
  readFileTermsOf,
  readServiceTerms,
  registerService,
  saveService,
  serviceIdOf,
  type ServeNews,
  startServe,
} from '@infinitio/relay'
import { refusal } from '@infinitio/sdk'
import { address, openExitAccess } from '@infinitio/sdk/services'
import { privateKeyToAccount } from 'viem/accounts'
import { configFolder } from '../context/profiles.ts'
import { openClient, readPrivateKey } from '../context/settings.ts'
import { type GrantOptions, royaltyOf } from '../services/grantOption.ts'
import { statedFactsOf, type StatedOptions } from '../services/statedFacts.ts'
import { agreed } from '../terminal/ask.ts'
import { writtenPt } from '../terminal/writtenPt.ts'
import { type MoneyOptions, ptOf, rpcOf } from '../wallet/moveMoney.ts'
import { type ByteOptions, openByteSource } from './byteSource.ts'
import { type DenyOptions, denySourceOf, denyText } from './denySource.ts'
import { type CachedOptions, cachedOf } from './cachedOf.ts'
import { coinPriceOf } from './coinPriceOf.ts'
import { listenOf } from './listenOf.ts'
import { type ModelSource, openModelSource, type SourceOptions } from './modelSource.ts'
import { type Reach, reachOf } from './serviceGateways.ts'
import { openMarketLedger, untilInterrupted, withCodes } from './servingMarket.ts'

/** Options of `infinitio serve`. */
export type ServeOptions = MoneyOptions & {
  readonly price?: string
  readonly listen: string
  readonly publicUrl?: string
  readonly lock: string
  readonly step?: string
  readonly contact?: string
  readonly leastDeposit: string
  readonly images: boolean
  readonly acceptG: boolean
  readonly coinPrice?: string
  readonly gasCoins: string
  readonly proven: boolean
} & ByteOptions &
  CachedOptions &
  DenyOptions &
  GrantOptions &
  SourceOptions &
  StatedOptions

type Ledger = Awaited<ReturnType<typeof openMarketLedger>>
type Terms = ReturnType<typeof makeTerms>
type Keys = ReturnType<typeof readServeKeys>
type Listen = ReturnType<typeof listenOf>

const secondsPerHour = 3_600
const mostHours = 168
const noCountry = '--country-header needs --public-url: requests through the gateway have no country'

/**
 * Registers a service at the first start, publishes its terms if they changed, and serves until Ctrl-C. Then ends the leases of rented machines. Throws `serving.no_server`, `serving.model_other`,
 * `serving.port_unavailable`, `serving.deny_list_invalid`, `serving.proofs_off`, `api.invalid_field`, `wallet.not_confirmed` and the codes of `RelayError`.
 */
export async function runServe(options: ServeOptions): Promise<number> {
  return await withCodes(async () => {
    const listen = listenOf(options.listen)
    const deny = denySourceOf(options)
    if (deny?.countryHeader != null && options.publicUrl === undefined) throw refusal('api.invalid_field', { detail: noCountry })
    const ledger = await openMarketLedger(options)
    const proven = options.proven ? await openProven(ledger) : null
    const folder = join(configFolder(), 'serve', `${ledger.domain.chainId}-${ledger.domain.ledger}-${listen.port}`)
    const source = (await openByteSource(options, { folder, chainId: ledger.domain.chainId })) ?? (await openModelSource(options))
    const { kind, model, machineWithinMs } = source
    if (source.startText !== null) process.stderr.write(`${source.startText}\n`)
    const keys = readServeKeys(folder)
    const reach = await reachOf(options, ledger)
    const termsFor = (id: string) => termsOf(options, { source, keys, url: reach.urlOf(id), settlesProven: proven !== null })
    const service = keys.service ?? (await register(options, { ledger, keys, termsFor, folder, listen }))
    const terms = termsFor(service)
    const { lockSeconds } = await readService(ledger, service)
    const published = await (kind === 'chat' ? readServiceTerms : readFileTermsOf)(ledger, service)
    // Another process with this port may sell by the published terms, so nothing is published before the port is known to be free.
    if (!isSame(published, terms)) {
      await checkListen(listen)
      await publishTerms(ledger, { operatorKey: keys.operatorKey, service, terms })
    }
    const { responseKey, operatorKey, boxSecret } = keys
    const coinPrice = coinPriceOf(options, ledger.domain.chainId)
    const say = (text: string) => void process.stderr.write(`${text}\n`)
    const running = await startServe({
      ...{ ledger, service, terms, folder, responseKey, operatorKey, listen, coinPrice, proven, upstream: source.upstream },
      boxSecret: kind === 'chat' ? boxSecret : null,
      ...{
        tunnel: reach.tunnel,
        upstreamKey: options.upstreamKey ?? null,
        deny,
        loadsImages: options.images,
        onNews: (news: ServeNews) => say(newsText(news)),
      },
      ...(machineWithinMs === undefined ? {} : { limits: { machineWithinMs } }),
    })
    const machines = await source.start({ folder, service }).catch(async (error: unknown) => {
      await running.stop()
      throw error
    })
    const value = { service, model, url: terms.url, upstream: source.name, operator: keys.operator, lockSeconds, tunnel: reach.tunnel !== null }
    return await untilInterrupted({
      result: { json: options.json, value, text: startText({ service, terms, keys, reach, server: source.name }) },
      stop: async () => {
        await running.stop()
        await machines.stop()
      },
    })
  })
}

type TermsParts = { readonly source: ModelSource; readonly keys: Keys; readonly url: string; readonly settlesProven: boolean }

/** Returns the terms of the service by the options. Throws `api.invalid_field` and `serving.price_above_step`. */
function termsOf(options: ServeOptions, { source, keys, url, settlesProven }: TermsParts): Terms {
  const { kind, model, startPrice } = source
  const prices = pricesOf(options)
  const own = { url, contact: options.contact ?? '', responder: keys.responder, ...prices }
  if (kind !== 'chat') return makeByteTerms({ kind, requestPrice: prices.inputPrice, gigabytePrice: prices.outputPrice, ...own })
  const parts = { boxKey: keys.boxKey, startPrice, acceptsG: options.acceptG, settlesProven, stated: statedFactsOf(options) }
  return makeTerms({ model, ...own, ...parts, ...cachedOf(options, prices.inputPrice) })
}

function startText({ service, terms, keys, reach, server }: { service: string; terms: Terms; keys: Keys; reach: Reach; server: string }): string {
  return [
    `Service ${service} sells ${terms.kind === 'chat' ? terms.model : terms.kind === 'cache' ? 'files by their SHA-256' : 'pages'} from ${server}.`,
    `Clients reach it at ${terms.url}: ${useText(terms, service)}`,
    reach.tunnel === null
      ? 'The URL is the one of --public-url. Clients must be able to reach it.'
      : 'The gateway of the market forwards requests through a tunnel, so no port of this computer needs to be open.',
    ...(terms.contact === '' ? ['People cannot report abuse to you, because your terms have no contact. Start again with --contact.'] : []),
    ...(terms.acceptsG === true ? ['Clients may also pay in G tokens, at the rate of the chain.'] : []),
    terms.kind === 'chat'
      ? 'Clients encrypt prompts to this service, so only this computer and the model server read them. The key is in its terms.'
      : 'Requests are not encrypted: the gateway that forwards them can read them.',
    `The operator key ${keys.operator} pays the gas of settlements.`,
    'Press Ctrl-C to stop.',
  ].join('\n')
}

function pricesText({ kind, inputPrice, outputPrice }: Terms): readonly (readonly [string, string])[] {
  const [input, output] = kind === 'chat' ? ['million tokens of prompt', 'million tokens of answer'] : ['million requests', 'million bytes']
  return [
    [`PT for a ${input}`, writtenPt(inputPrice)],
    [`PT for a ${output}`, writtenPt(outputPrice)],
  ]
}

function useText({ kind }: Terms, service: string): string {
  if (kind === 'chat') return `infinitio proxy ${service}`
  return kind === 'cache' ? `infinitio model pull NUMBER FOLDER --cache ${service}` : `infinitio fetch ${service} URL --out FILE`
}

function newsText(news: ServeNews): string {
  if (news.kind === 'settled') return settledText(news.settlement)
  if (news.kind === 'released') return releasedText(news.channels)
  if (news.kind === 'deny') return denyText(news)
  if (news.kind === 'tunnel') return tunnelText(news)
  return `not settled, trying again: ${news.error instanceof Error ? news.error.message : String(news.error)}`
}

function settledText({ rows, amount, amountInG }: Extract<ServeNews, { kind: 'settled' }>['settlement']): string {
  const sums = [
    [amount, 'PT'],
    [amountInG, 'G'],
  ] as const
  const shown = sums.filter(([units]) => units > 0n).map(([units, unit]) => `${writtenPt(units)} ${unit}`)
  return `settled ${shown.join(' and ')} of ${rows} channels`
}

function releasedText({ lost, denied }: Extract<ServeNews, { kind: 'released' }>['channels']): string {
  const why = [
    lost === 0 ? null : `${lost} channels, because this computer stopped before their last receipts were on its disk`,
    denied === 0 ? null : `${denied} channels of the deny list, and gave back the rest of their deposits`,
  ]
  return `closed ${why.filter((text) => text !== null).join('; and ')}`
}

function tunnelText({ gateway, state }: Extract<ServeNews, { kind: 'tunnel' }>): string {
  if (state === 'up') return `connected to the gateway ${gateway}`
  if (state === 'wrong_key') return `the server at ${gateway} has another key than the chain names for gateways, trying again`
  return `the gateway ${gateway} refused the tunnel (${state.refused}), trying again`
}

function pricesOf(options: ServeOptions) {
  const [input, output, ...more] = (options.price ?? '').split('/')
  if (input === undefined || output === undefined || more.length > 0) throw refusal('api.invalid_field', { detail: '--price is such as 0.20/0.60' })
  const step = options.step === undefined ? null : ptOf(options.step)
  return { inputPrice: ptOf(input), outputPrice: ptOf(output), step, leastDeposit: ptOf(options.leastDeposit) }
}

function isSame(one: Terms, other: Terms): boolean {
  return isDeepStrictEqual(one, other)
}

async function register(
  options: ServeOptions,
  { ledger, keys, termsFor, folder, listen }: { ledger: Ledger; keys: Keys; termsFor: (service: string) => Terms; folder: string; listen: Listen },
) {
  const hours = Number(options.lock)
  if (!(hours >= 1 && hours <= mostHours)) throw refusal('serving.lock_too_short', { detail: `${options.lock} h` })
  await checkListen(listen)
  const payeeKey = readPrivateKey(options)
  const payee = address(privateKeyToAccount(payeeKey).address.toLowerCase())
  const granted = await grantedRoyalty(options, ledger, payee)
  const { grant, ...royalty } = granted?.royalty ?? { grant: undefined }
  const salt = `0x${randomBytes(32).toString('hex')}` as const
  const facts = newServiceFacts({ payee, ...royalty, lockSeconds: Math.round(hours * secondsPerHour), salt })
  // The URL in the terms contains the id, which the chain calculates from these facts.
  const terms = termsFor(serviceIdOf(ledger, facts))
  await agreed(options, [
    ['Register a service that sells', terms.model],
    ['Paid to the pot of', payee],
    ...pricesText(terms),
    ...(terms.startPrice === undefined ? [] : [['PT for the start of a machine', writtenPt(terms.startPrice)] as const]),
    ...(granted?.costs ?? []),
    ['Coins for gas to the operator key', options.gasCoins],
  ])
  // The chain's own coins, which pay for gas, have 18 decimals, like PT.
  const gasCoins = options.gasCoins === '0' ? 0n : ptOf(options.gasCoins)
  const service = await registerService(ledger, { payeeKey, facts, operator: keys.operator, grant, terms, gasCoins })
  saveService(folder, keys, service)
  return service
}

/** Returns the royalty of the grant in the file of `--grant`, or null without the option. Throws `service.grant_invalid`. */
async function grantedRoyalty(options: ServeOptions, { domain }: Ledger, payee: ReturnType<typeof address>): ReturnType<typeof royaltyOf> {
  if (options.grant === undefined) return null
  const { addresses } = await openClient(options).getChain()
  const use = { ...domain, directory: address(addresses.directory), payee }
  return await royaltyOf(options, openExitAccess({ rpcUrl: rpcOf(options) }), use)
}
