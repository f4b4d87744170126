import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import {
  findModelServer,
  makeTerms,
  newServiceFacts,
  publishTerms,
  readServeKeys,
  readService,
  readServiceTerms,
  registerService,
  saveService,
  type ServeNews,
  startServe,
} from '@infinitio/relay'
import { refusal } from '@infinitio/sdk'
import { privateKeyToAccount } from 'viem/accounts'
import { configFolder } from '../context/profiles.ts'
import { readPrivateKey } from '../context/settings.ts'
import { agreed } from '../terminal/ask.ts'
import { printResult } from '../terminal/print.ts'
import { writtenPt } from '../terminal/writtenPt.ts'
import { type MoneyOptions, ptOf } from '../wallet/moveMoney.ts'
import { listenOf } from './listenOf.ts'
import { openMarketLedger, untilInterrupted, withCodes } from './servingMarket.ts'

/** Options of `infinitio serve`. */
export type ServeOptions = MoneyOptions & {
  readonly upstream?: string
  readonly upstreamKey?: string
  readonly price?: string
  readonly model?: string
  readonly listen: string
  readonly publicUrl?: string
  readonly lock: string
  readonly step?: string
  readonly contact?: string
  readonly coinPrice?: string
  readonly gasCoins: string
}

type Ledger = Awaited<ReturnType<typeof openMarketLedger>>
type Terms = ReturnType<typeof makeTerms>
type Keys = ReturnType<typeof readServeKeys>

const secondsPerHour = 3_600
const mostHours = 168

/**
 * Registers a service at the first start, publishes its terms if they changed, and serves until Ctrl-C. Throws `serving.no_server`, `serving.model_other`,
 * `api.invalid_field`, `wallet.not_confirmed` and the codes of `RelayError`.
 */
export async function runServe(options: ServeOptions): Promise<number> {
  return await withCodes(async () => {
    const listen = listenOf(options.listen)
    const ledger = await openMarketLedger(options)
    const server = await findModelServer(options.upstream, options.upstreamKey ?? null)
    const model = options.model ?? server.models[0] ?? ''
    if (!server.models.includes(model)) throw refusal('serving.model_other', { detail: `${server.url} has ${server.models.join(', ')}` })
    const folder = join(configFolder(), 'serve', `${ledger.domain.chainId}-${ledger.domain.ledger}-${listen.port}`)
    const keys = readServeKeys(folder)
    const terms = termsOf(options, { model, keys, listen })
    const service = keys.service ?? (await register(options, { ledger, keys, terms, folder }))
    const { lockSeconds } = await readService(ledger, service)
    const published = await readServiceTerms(ledger, service)
    if (!isSame(published, terms)) await publishTerms(ledger, { operatorKey: keys.operatorKey, service, terms })
    const { responseKey, operatorKey } = keys
    const coinPrice = options.coinPrice === undefined ? null : ptOf(options.coinPrice)
    const say = (text: string) => void process.stderr.write(`${text}\n`)
    const running = await startServe({
      ...{ ledger, service, terms, folder, responseKey, operatorKey, listen, coinPrice, upstream: server.url },
      ...{ upstreamKey: options.upstreamKey ?? null, onNews: (news: ServeNews) => say(newsText(news)) },
    })
    const value = { service, model, url: terms.url, upstream: server.url, operator: keys.operator, lockSeconds }
    printResult({ json: options.json, value, text: startText({ service, terms, keys, server: `${server.name} at ${server.url}` }) })
    return await untilInterrupted(running.stop)
  })
}

function startText({ service, terms, keys, server }: { service: string; terms: Terms; keys: Keys; server: string }): string {
  return [
    `Service ${service} sells ${terms.model} from ${server}.`,
    `Clients reach it at ${terms.url}: infinitio proxy ${service}`,
    `The operator key ${keys.operator} pays the gas of settlements.`,
    'Press Ctrl-C to stop.',
  ].join('\n')
}

function newsText(news: ServeNews): string {
  if (news.kind === 'settled') return `settled ${writtenPt(news.settlement.amount)} PT of ${news.settlement.rows} channels`
  if (news.kind === 'released') return `closed ${news.channels} channels, because this computer stopped before their last receipts were on its disk`
  return `not settled, trying again: ${news.error instanceof Error ? news.error.message : String(news.error)}`
}

function termsOf(options: ServeOptions, { model, keys, listen }: { model: string; keys: Keys; listen: { host: string; port: number } }): Terms {
  const [input, output, ...more] = (options.price ?? '').split('/')
  if (input === undefined || output === undefined || more.length > 0) throw refusal('api.invalid_field', { detail: '--price is such as 0.20/0.60' })
  return makeTerms({
    ...{ model, url: options.publicUrl ?? `http://${listen.host}:${listen.port}/v1`, contact: options.contact ?? '', responder: keys.responder },
    ...{ inputPrice: ptOf(input), outputPrice: ptOf(output), step: options.step === undefined ? null : ptOf(options.step) },
  })
}

function isSame(one: Terms, other: Terms): boolean {
  return (Object.keys(one) as (keyof Terms)[]).every((name) => one[name] === other[name])
}

async function register(options: ServeOptions, { ledger, keys, terms, folder }: { ledger: Ledger; keys: Keys; terms: Terms; folder: string }) {
  const hours = Number(options.lock)
  if (!(hours >= 1 && hours <= mostHours)) throw refusal('serving.lock_too_short', { detail: `${options.lock} h` })
  const payeeKey = readPrivateKey(options)
  const payee = privateKeyToAccount(payeeKey).address
  await agreed(options, [
    ['Register a service that sells', terms.model],
    ['Paid to the pot of', payee],
    ['PT for a million tokens of prompt', writtenPt(terms.inputPrice)],
    ['PT for a million tokens of answer', writtenPt(terms.outputPrice)],
    ['Coins for gas to the operator key', options.gasCoins],
  ])
  const facts = newServiceFacts({ payee, lockSeconds: Math.round(hours * secondsPerHour), salt: `0x${randomBytes(32).toString('hex')}` })
  // The chain's own coins, which pay for gas, have 18 decimals, like PT.
  const gasCoins = options.gasCoins === '0' ? 0n : ptOf(options.gasCoins)
  const service = await registerService(ledger, { payeeKey, facts, operator: keys.operator, terms, gasCoins })
  saveService(folder, keys, service)
  return service
}
