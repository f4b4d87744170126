import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import {
  accountOfKey,
  checkListen,
  newServiceFacts,
  publishTerms,
  readRouterTermsOf,
  readServeKeys,
  registerService,
  routerTerms,
  saveService,
  type PrepaidSettings,
} from '@infinitio/relay'
import { refusal } from '@infinitio/sdk'
import { type Address, assetUnits } from '@infinitio/sdk/services'
import { agreed } from '../terminal/ask.ts'
import { type MoneyOptions, ptOf } from '../wallet/moveMoney.ts'
import { coinPriceOf } from './coinPriceOf.ts'
import type { listenOf } from './listenOf.ts'
import type { openMarketLedger } from './servingMarket.ts'

/** Options of `infinitio route` for a router that users prepay. */
export type SellRouteOptions = MoneyOptions & {
  readonly sell: boolean
  readonly publicUrl?: string
  readonly contact?: string
  readonly margin: string
  readonly leastDeposit: string
  readonly leastClaim: string
  readonly lock: string
}

type Selling = {
  readonly ledger: Awaited<ReturnType<typeof openMarketLedger>>
  readonly payerKey: `0x${string}`
  /** The router's own key, which users name in their channels. It is also the operator of the router as a service. */
  readonly key: Address
  readonly folder: string
  readonly listen: ReturnType<typeof listenOf>
}

const secondsPerHour = 3_600
const mostHours = 168
const bpsPerPercent = 100
const wholeBps = 10_000

/**
 * Registers the router as a service that users prepay, at its first start with `--sell`, and publishes its terms if they changed. Returns null without `--sell`.
 * Throws `api.invalid_field`, `serving.lock_too_short`, `wallet.not_confirmed` and the codes of `RelayError`.
 */
export async function sellRoutes(options: SellRouteOptions, { ledger, payerKey, key, folder, listen }: Selling): Promise<PrepaidSettings | null> {
  if (!options.sell) return null
  const marginBps = Math.round(Number(options.margin) * bpsPerPercent)
  if (!(marginBps >= 0 && marginBps <= wholeBps)) throw refusal('api.invalid_field', { detail: `--margin ${options.margin}: 0 to 100 %` })
  const hours = Number(options.lock)
  if (!(hours >= 1 && hours <= mostHours)) throw refusal('serving.lock_too_short', { detail: `${options.lock} h` })
  const keys = readServeKeys(join(folder, 'prepaid'))
  const terms = routerTerms({
    url: options.publicUrl ?? `http://${listen.host}:${listen.port}/v1`,
    contact: options.contact ?? '',
    marginBps,
    leastDeposit: assetUnits(ptOf(options.leastDeposit)),
    responseKey: keys.responder,
    leastClaim: assetUnits(ptOf(options.leastClaim)),
  })
  const settings = { terms, responseKey: keys.responseKey, coinPrice: coinPriceOf({}, ledger.domain.chainId) }
  if (keys.service !== null) {
    const published = await readRouterTermsOf(ledger, keys.service)
    const isSame = (Object.keys(terms) as (keyof typeof terms)[]).every((name) => published?.[name] === terms[name])
    if (!isSame) {
      await checkListen(listen)
      await publishTerms(ledger, { operatorKey: payerKey, service: keys.service, terms })
    }
    return { service: keys.service, ...settings }
  }
  const payee = accountOfKey(payerKey)
  await agreed(options, [
    ['Register a router that users prepay', terms.url],
    ['Paid to the pot of', payee],
    ['Added to the price of each answer', `${options.margin} %`],
  ])
  const salt = `0x${randomBytes(32).toString('hex')}` as const
  const facts = newServiceFacts({ payee, lockSeconds: Math.round(hours * secondsPerHour), salt })
  const service = await registerService(ledger, { payeeKey: payerKey, facts, operator: key, terms, gasCoins: 0n })
  saveService(join(folder, 'prepaid'), keys, service)
  return { service, ...settings }
}
