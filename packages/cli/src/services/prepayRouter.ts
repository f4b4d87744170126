import { refusal } from '@infinitio/sdk'
import { askRouterBalance, askRouterKey, assetUnits, type ChannelFacts, channelIdOf, findRouter, type RouterCall } from '@infinitio/sdk/services'
import { readWalletKey } from '../context/settings.ts'
import { printResult } from '../terminal/print.ts'
import { lineCells, table, utcText } from '../terminal/texts.ts'
import { writtenPt } from '../terminal/writtenPt.ts'
import { callService } from './callService.ts'
import { amountOf, assetText, type LedgerOptions, openLedger, outOfPot, readLedger } from './openLedger.ts'

/** Options of `infinitio services prepay`: the amount that the channel to the router holds after the call. */
export type PrepayOptions = LedgerOptions & { readonly deposit: string }

/** Options of `infinitio services balance`. */
export type BalanceOptions = LedgerOptions & { readonly routerKey?: string }

/**
 * Prepays a router for all models: fills the wallet's channel to it up to the deposit, and asks for an API key, which is shown once. The owner of the router can
 * settle the whole deposit, and the command shows this before it asks. Throws `service.no_router`, `service.channel_exiting`, `service.router_refused` and
 * `service.router_unanswered`, and the codes of `OpenLedger.act`.
 */
export async function prepayRouter(url: string, { deposit, ...options }: PrepayOptions): Promise<void> {
  const wanted = amountOf(deposit)
  const opened = await openLedger(options)
  const { ledger, account, act, access, chainId } = opened
  const call = callFor(chainId)
  const router = await findRouter(access, { url, ledger: ledger.ledger, call })
  if (router === null) throw refusal('service.no_router', { detail: url })
  const facts: ChannelFacts = { payer: account, key: router.key, curve: 'secp256k1', service: router.service, asset: 'PToken' }
  const [{ lockSeconds }, state, now] = await Promise.all([ledger.serviceOf(router.service), ledger.channelOf(channelIdOf(facts)), ledger.now()])
  if (state.exitAt !== 0) throw refusal('service.channel_exiting', { detail: `until ${utcText(state.exitAt)} UTC` })
  const left = state.deposited - state.settled
  const amount = assetUnits(wanted > left ? wanted - left : 0n)
  const wallet = readWalletKey(options)
  const domain = { chainId, ledger: ledger.ledger }
  if (amount > 0n) {
    const { moves, costs } = await outOfPot(opened, { asset: 'PToken', amount })
    const total = assetUnits(state.deposited + amount)
    await act([...moves, { kind: 'fund', channel: facts, serial: state.serial, total }], {
      costs: [
        ['Router', router.service],
        ['It adds to the price of each answer', `${router.terms.marginBps / 100} %`],
        ...costs,
        ['The router can take all of it', assetText(wanted, 'PToken')],
        ['Lock after an exit', `${lockSeconds / 3_600} h`],
      ],
      done: '',
      isQuiet: true,
    })
  }
  const { apiKey, baseUrl } = await askRouterKey(router, {
    ...{ payer: account, domain, call },
    nowSeconds: Math.max(now, Math.floor(Date.now() / 1_000)),
    signMessage: (message) => wallet.signMessage({ message }),
  })
  printResult({
    json: options.json,
    value: { channel: channelIdOf(facts), apiKey, baseUrl },
    text: `Base URL  ${baseUrl}\nAPI key   ${apiKey}\nStore the key now, it is shown only once. Earlier keys of this wallet have ended.`,
  })
}

/** Shows the balance behind an API key of a router, and its use by day, key and model. Throws `api.invalid_field` without a key, and the codes of the router. */
export async function showBalance(url: string, options: BalanceOptions): Promise<void> {
  if (options.routerKey === undefined) throw refusal('api.invalid_field', { detail: 'put the API key of the router into INFINITIO_ROUTER_KEY' })
  const { chainId } = await readLedger(options)
  const balance = await askRouterBalance({ url, apiKey: options.routerKey, call: callFor(chainId) })
  const rows = balance.usage.map(({ day, key, model, requests, input, output, cost }) => [
    ...[day, key, model, `${requests}`, `${input}`, `${output}`],
    writtenPt(cost),
  ])
  const head = ['DAY (UTC)', 'KEY', 'MODEL', 'REQUESTS', 'TOKENS IN', 'OUT', 'PT']
  const sums = [
    `deposited ${writtenPt(balance.deposited)} PT, settled ${writtenPt(balance.settled)} PT`,
    `spent ${writtenPt(balance.owed)} PT, left ${writtenPt(balance.left)} PT`,
  ]
  const usage = balance.usage.map(({ cost, ...row }) => ({ ...row, cost: `${cost}` }))
  const value = { channel: balance.channel, deposited: `${balance.deposited}`, spent: `${balance.owed}`, left: `${balance.left}`, usage }
  printResult({ json: options.json, value, text: [...sums, table([head, ...rows], { right: [3, 4, 5, 6], width: lineCells() })].join('\n') })
}

function callFor(chainId: number): RouterCall {
  return (url, request) => callService(url, { ...request, chainId })
}
