import { type Address, address as accountOf, ledgerAssets, modelNumberOf, readOwnChannels } from '@infinitio/sdk/services'
import { type CommonOptions, openClient, readWalletKey } from '../context/settings.ts'
import { printResult } from '../terminal/print.ts'
import { facts, plain, shortId, table, utcText } from '../terminal/texts.ts'
import { keyAddress } from '../terminal/typedValues.ts'
import { assetText, type LedgerOptions, readLedger, serviceOf } from './openLedger.ts'

/** Options of `infinitio services list`. */
export type ServiceListOptions = CommonOptions & {
  readonly limit: string
  readonly cursor?: string
  readonly payee?: string
  readonly royaltyTo?: string
}

/** The standings of the column `checks`, in words that fit into the list. */
const standingNames = { unchecked: '–', fine: 'fine', left_out: 'left out' } as const

const pt = (units: string) => assetText(BigInt(units), 'PToken')

/** Prints registered services, newest first. */
export async function listServices({ limit, cursor, payee, royaltyTo, ...options }: ServiceListOptions): Promise<void> {
  const query = {
    ...{ limit: Number(limit), ...(cursor === undefined ? {} : { cursor }), ...(payee === undefined ? {} : { payee: keyAddress(payee) }) },
    ...(royaltyTo === undefined ? {} : { royaltyTo: keyAddress(royaltyTo) }),
  }
  const page = await openClient(options).listServices(query)
  const rows = page.items.map(({ service, offer, files, bond, channels, lockSeconds, hidden, checks }) => [
    ...[
      service,
      hidden === null ? plain(offer?.model ?? files?.kind ?? 'unread terms') : 'hidden',
      offer === null ? '–' : pt(offer.inputPrice),
      offer === null ? '–' : pt(offer.outputPrice),
    ],
    ...[pt(bond), checks === null ? '–' : standingNames[checks.standing], `${channels}`, `${lockSeconds / 3_600} h`],
  ])
  const heading = ['service', 'model', 'input', 'output', 'bond', 'checks', 'channels', 'lock']
  const text = rows.length === 0 ? 'No AI services.' : table([heading, ...rows], { right: [2, 3, 4, 6, 7] })
  printResult({ json: options.json, value: page, text })
}

/** Prints one service. Throws `service.unknown`. */
export async function showService(id: string, options: CommonOptions): Promise<void> {
  const service = await openClient(options).getService(serviceOf(id))
  const { offer, files, bondOutAt, hidden, checks, quality } = service
  const reach = offer ?? files
  const text = facts({
    ...{ service: service.service, 'hidden by the operator': hidden === null ? null : `${utcText(hidden.at)} UTC: ${plain(hidden.reason)}` },
    ...{ model: files === null ? plain(offer?.model ?? 'this release cannot read its terms') : null, sells: files === null ? null : soldText(files) },
    ...{ url: plain(reach?.url ?? '') || null, 'abuse contact': plain(reach?.contact ?? '') || null },
    ...{ 'a million input tokens': offer === null ? null : pt(offer.inputPrice) },
    ...{
      'a million cached tokens': offer === null ? null : pt(offer.cachedPrice),
      'counts as cached': offer === null ? null : cachedText(offer),
      'a million output tokens': offer === null ? null : pt(offer.outputPrice),
    },
    ...{ 'extra price of a start': offer === null || offer.startPrice === '0' ? null : pt(offer.startPrice) },
    ...{ 'also paid in': offer?.acceptsG === true ? 'G tokens, at the rate of the chain' : null },
    ...{ 'also settles': offer?.settlesProven === true ? 'by one proof for many payers (infinitio proxy --proven)' : null },
    ...{ 'smallest channel': reach === null ? null : pt(reach.leastDeposit), 'receipts by': reach?.responseKey ?? null },
    ...{ prompts: offer === null ? null : offer.boxKey === null ? 'not encrypted' : `encrypted to ${offer.boxKey}` },
    ...{ 'stated by the seller': offer === null ? null : statedText(offer) },
    ...{ 'terms since': `${utcText(service.termsAt)} UTC`, 'terms hash': service.termsHash, 'paid to': service.payee, operator: service.operator },
    ...{ checks: checks === null ? null : checksText(checks), 'measured by validators': quality === null ? null : qualityText(quality) },
    ...{ bond: pt(service.bond), 'bond leaves': bondOutAt === null ? null : `${utcText(bondOutAt)} UTC` },
    ...{ 'granted model': modelNumber(service.model), royalty: royaltyText(service) },
    ...{
      'lock after an exit': `${service.lockSeconds / 3_600} h`,
      'open channels': `${service.channels}, with ${pt(service.inChannels)} that can still be settled`,
    },
    ...{ settled: pt(service.settled) },
  })
  printResult({ json: options.json, value: service, text })
}

/** Returns the number of the model in the grant of a service. */
function modelNumber(model: string | null): string | null {
  const number = model === null ? null : modelNumberOf(model)
  return number === null ? null : `${number}: infinitio model show ${number}`
}

function royaltyText({ royaltyTo, royaltyBps, royalty }: Pick<Shown, 'royaltyTo' | 'royaltyBps' | 'royalty'>): string | null {
  return royaltyTo === null ? null : `${royaltyBps / 100} % to ${royaltyTo}: ${pt(royalty)} until now`
}

type Shown = Awaited<ReturnType<ReturnType<typeof openClient>['getService']>>
type Checks = NonNullable<Shown['checks']>

/** Describes the standing of a service by the checks of validators, and what it means. */
function checksText(checks: Checks): string {
  const { standing, judged, agreed } = checks
  const name = standing === 'unchecked' ? 'not checked' : standingNames[standing]
  const last = checks.lastAt === null ? '' : `; last check ${utcText(checks.lastAt)} UTC`
  const meaning = standing === 'left_out' ? '; routers ask it only if a request names it' : ''
  const rate = judged === 0 ? '' : `, ${agreed} of ${judged} answers agreed with other services`
  return `${name}${rate}${last}${meaning}`
}

/** Describes the facts that the seller states in its terms; null if it states none. */
function statedText({ contextTokens, quantization, region }: NonNullable<Shown['offer']>): string | null {
  const stated = [contextTokens === null ? null : `up to ${contextTokens} tokens`, quantization, region].filter((fact) => fact !== null)
  return stated.length === 0 ? null : stated.join(', ')
}

/** Describes what a service that sells bytes sells, with its prices. */
function soldText({ kind, bytePrice, requestPrice }: NonNullable<Shown['files']>): string {
  const sold = kind === 'cache' ? 'files by their SHA-256' : 'public pages'
  return `${sold}: ${pt(`${BigInt(bytePrice) * 1_000n}`)} for a GB, ${pt(requestPrice)} for a million requests`
}

/** Describes which tokens of a prompt get the price of cached tokens; null if that price is not lower. */
function cachedText({ inputPrice, cachedPrice, cachedPrefix }: NonNullable<Shown['offer']>): string | null {
  if (BigInt(cachedPrice) >= BigInt(inputPrice)) return null
  if (cachedPrefix === null) return 'the tokens that the service reports as cached'
  const { leastTokens, withinSeconds } = cachedPrefix
  return `the beginning of a prompt that the same channel paid in the last ${withinSeconds} s, from ${leastTokens} tokens`
}

type Quality = NonNullable<Shown['quality']>

/** Describes the speed of a service and its share of answered questions, as validators measured them. */
function qualityText({ validators, asked, answeredBps, firstMs, tokensPerSecond, lastAt }: Quality): string {
  if (answeredBps === null) return 'not measured yet'
  const first = firstMs === null ? '' : `first word after ${(firstMs / 1_000).toFixed(2)} s, `
  const speed = tokensPerSecond === null ? '' : `${tokensPerSecond} tokens/s, `
  const last = lastAt === null ? '' : `; last check ${utcText(lastAt)} UTC`
  return `${first}${speed}answered ${(answeredBps / 100).toFixed(1)} % of ${asked} questions of ${validators} validators${last}`
}

/** Prints the demand for models: the share of each, and the settled use from which it follows. */
export async function showDemand(options: CommonOptions): Promise<void> {
  const found = await openClient(options).getModelDemand()
  const rows = found.items.map(({ model, demand, visits, settled }) => [
    plain(model),
    `${(Number(demand) / 1e16).toFixed(1)} %`,
    `${visits}`,
    pt(settled),
  ])
  const text = rows.length === 0 ? 'No service settled anything.' : table([['model', 'demand', 'visits', 'settled'], ...rows], { right: [1, 2, 3] })
  printResult({ json: options.json, value: found, text: `${text}\nSince ${utcText(found.from)} UTC.` })
}

/** Options of `infinitio services channels`. With `directory`, it asks the chain through `rpc`, and no server of the market. */
export type ChannelListOptions = LedgerOptions & { readonly limit: string; readonly cursor?: string }

/** Prints the pots (balances in the service ledger), allowances and payment channels of an account, by default of the wallet. */
export async function showChannels(address: string | undefined, { limit, cursor, ...options }: ChannelListOptions): Promise<void> {
  const account = keyAddress(address ?? readWalletKey(options).address)
  if (options.directory !== undefined) return await showOnChain(accountOf(account), options)
  const payer = await openClient(options).getPayer(account, { limit: Number(limit), ...(cursor === undefined ? {} : { cursor }) })
  printResult({ json: options.json, value: payer, text: holdingsText(payer) })
}

/**
 * Prints what `showChannels` prints, as the chain stores it. The names of models and the days of use are not on the chain in this form, so they are missing.
 */
async function showOnChain(account: Address, options: LedgerOptions): Promise<void> {
  const { access, ledger } = await readLedger(options)
  const { channels, allowances } = await readOwnChannels(access, { ledger, account })
  const all = await Promise.all(ledgerAssets.map(async (asset) => ({ asset, ...(await ledger.potOf(account, asset)) })))
  const value = {
    now: await ledger.now(),
    pots: all.filter(({ free, fees }) => free + fees > 0n).map(({ asset, free, fees }) => ({ asset, free: `${free}`, fees: `${fees}` })),
    allowances: allowances.map((one) => ({ ...one, left: `${one.left}` })),
    channels: channels.map(({ channel, facts, state, lockSeconds }) => ({
      ...{ channel, ...facts, deposited: `${state.deposited}`, settled: `${state.settled}`, serial: state.serial },
      ...{ exitAt: state.exitAt === 0 ? null : state.exitAt, lockSeconds },
    })),
  }
  const shown = { ...value, channels: value.channels.map((channel) => ({ ...channel, offeredModel: null })) }
  printResult({ json: options.json, value, text: holdingsText(shown) })
}

type ShownPayer = Pick<Payer, 'now' | 'pots'> & {
  readonly allowances: readonly Pick<Payer['allowances'][number], 'key' | 'asset' | 'left' | 'until'>[]
  readonly channels: readonly Pick<Payer['channels'][number], 'channel' | 'offeredModel' | 'key' | 'asset' | 'deposited' | 'settled' | 'exitAt'>[]
}
type Payer = Awaited<ReturnType<ReturnType<typeof openClient>['getPayer']>>

/** Describes pots, keys and channels, one per line. */
function holdingsText({ now, pots, allowances, channels }: ShownPayer): string {
  const potLines = pots.map(
    ({ asset, free, fees }) => `pot: ${assetText(BigInt(free), asset)}${fees === '0' ? '' : `, ${assetText(BigInt(fees), asset)} of fees wait`}`,
  )
  const keys = allowances.map(
    ({ key, asset, left, until }) => `key ${key}: ${assetText(BigInt(left) * 10n ** 12n, asset)} until ${utcText(until)} UTC`,
  )
  const rows = channels.map(({ channel, offeredModel, key, asset, deposited, settled, exitAt }) => [
    ...[shortId(channel), plain(offeredModel ?? '–'), shortId(key), assetText(BigInt(settled), asset)],
    ...[
      assetText(BigInt(deposited) - BigInt(settled), asset),
      exitAt === null ? (deposited === settled ? 'empty' : 'open') : now < exitAt ? `exits ${utcText(exitAt)} UTC` : 'can be finished',
    ],
  ])
  const heading = ['channel', 'model', 'key', 'settled', 'left', 'state']
  const list = rows.length === 0 ? 'No channels.' : table([heading, ...rows], { right: [3, 4] })
  return [...(pots.length === 0 ? ['pot: empty'] : potLines), ...keys, '', list].join('\n')
}
