import {
  accountOfKey,
  allowRouter,
  checkListen,
  fundByKey,
  openRouterBooks,
  readProxyKeys,
  readPToken,
  type RouterNews,
  routerRight,
  startRouter,
} from '@infinitio/relay'
import { refusal } from '@infinitio/sdk'
import { readPrivateKey } from '../context/settings.ts'
import { agreed } from '../terminal/ask.ts'
import { type MoneyOptions, ptOf, ptText } from '../wallet/moveMoney.ts'
import { type ChannelLimitOptions, channelLimitsOf } from './channelLimits.ts'
import { type DenyOptions, denySourceOf, denyText } from './denySource.ts'
import { listenOf } from './listenOf.ts'
import { routeFolder } from './routeFolder.ts'
import { sellRoutes, type SellRouteOptions } from './sellRoutes.ts'
import { checksOfMarket, fromMarket, openMarketLedger, untilInterrupted, withCodes } from './servingMarket.ts'

/** Options of `infinitio route`. Amounts in PT, times in days. */
export type RouteOptions = MoneyOptions & {
  readonly budget: string
  readonly day?: string
  readonly deposit: string
  readonly days: string
  readonly gasCoins: string
  readonly listen: string
} & DenyOptions &
  ChannelLimitOptions &
  SellRouteOptions

const daySeconds = 86_400
const mostDays = 366

/**
 * Routes requests to services until Ctrl-C. First allows the router's key to spend money of the wallet, unless that was done before. The first start makes an
 * API key and shows it once. Throws `serving.no_ledger`, `serving.running`, `serving.port_unavailable`, `serving.deny_list_invalid`, `account.insufficient_tokens`, `wallet.not_confirmed` and the codes of
 * `RelayError`.
 */
export async function runRoute(options: RouteOptions): Promise<number> {
  return await withCodes(async () => {
    const listen = listenOf(options.listen)
    const deny = denySourceOf(options)
    await checkListen(listen)
    const deposit = ptOf(options.deposit)
    const userChannels = channelLimitsOf(options, deposit)
    const payerKey = readPrivateKey(options)
    const payer = accountOfKey(payerKey)
    const ledger = await openMarketLedger(options)
    const folder = routeFolder({ chainId: ledger.domain.chainId, payer })
    const keys = readProxyKeys(folder)
    await allow(options, { ledger, payerKey, payer, key: keys.key, deposit })
    const prepaid = await sellRoutes(options, { ledger, payerKey, key: keys.key, folder, listen })
    const books = openRouterBooks(folder)
    const first = books.keys().some(({ revokedMs }) => revokedMs === null)
      ? null
      : books.addKey({ label: 'first', budgetPerDay: null, nowMs: Date.now() }).text
    const onNews = (news: RouterNews) => void process.stderr.write(`${newsText(news)}\n`)
    const fund = fundByKey(ledger, { payer, key: keys.key, channelKey: keys.channelKey })
    const checks = await checksOfMarket(options, ledger)
    const router = await startRouter({ ledger, payer, keys, folder, listen, deposit, fund, userChannels, prepaid, checks, deny, onNews })
    const baseUrl = `http://${listen.host}:${router.port}/v1`
    const lines = [
      `Base URL  ${baseUrl}`,
      `API key   ${first ?? 'as shown before; make another one: infinitio route keys add'}`,
      `Models    ${router.models().join(', ') || 'none yet'}`,
      ...(prepaid === null ? [] : [`Users      infinitio services prepay ${prepaid.terms.url}`]),
      'The router may lose each deposit only to its service. Press Ctrl-C to stop.',
    ]
    const value = { baseUrl, apiKey: first, models: router.models(), key: keys.key, service: prepaid?.service ?? null }
    return await untilInterrupted({ result: { json: options.json, value, text: lines.join('\n') }, stop: router.stop })
  })
}

function newsText(news: RouterNews): string {
  if (news.kind === 'deny') return denyText(news)
  return `receipts of the channel of ${news.payer} are lost, so it takes no requests until its payer has closed it by an exit`
}

type Allowing = {
  readonly ledger: Awaited<ReturnType<typeof openMarketLedger>>
  readonly payerKey: `0x${string}`
  readonly payer: ReturnType<typeof accountOfKey>
  readonly key: ReturnType<typeof accountOfKey>
  readonly deposit: bigint
}

async function allow(options: RouteOptions, { ledger, payerKey, payer, key, deposit }: Allowing): Promise<void> {
  const total = ptOf(options.budget)
  const dayCap = options.day === undefined ? total : ptOf(options.day)
  const days = Number(options.days)
  if (!Number.isInteger(days) || days < 1 || days > mostDays)
    throw refusal('api.invalid_field', { detail: `--days ${options.days}: 1 to ${mostDays}` })
  const held = await routerRight(ledger, { payer, key })
  if (held.left >= deposit && held.untilSeconds > Date.now() / 1_000) return
  const missing = total > held.pot ? total - held.pot : 0n
  const wallet = await readPToken(ledger, payer)
  if (wallet < missing)
    throw refusal('account.insufficient_tokens', { detail: `the wallet has ${ptText(wallet)}, the deposit needs ${ptText(missing)}: ${fromMarket}` })
  await agreed(options, [
    ["The router's key may spend in all", ptText(total)],
    ['In a day', ptText(dayCap)],
    ['Each channel to a service gets', ptText(deposit)],
    ['From the wallet into the ledger', ptText(missing)],
    ['Coins for gas to the key', options.gasCoins],
    ['Valid for', `${days} days`],
  ])
  const untilSeconds = Math.floor(Date.now() / 1_000) + days * daySeconds
  const gasCoins = options.gasCoins === '0' ? 0n : ptOf(options.gasCoins)
  await allowRouter(ledger, { payerKey, payer, key, allowance: { total, dayCap, channel: deposit * 2n, untilSeconds }, gasCoins })
}
