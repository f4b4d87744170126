import { join } from 'node:path'
import {
  checkListen,
  fundChannel,
  parseServiceId,
  openGRates,
  planFunding,
  readInWallet,
  readProxyKeys,
  readServiceTerms,
  startProxy,
  storeAcceptedTerms,
  whyAskForTerms,
} from '@infinitio/relay'
import { refusal } from '@infinitio/sdk'
import type { LedgerAsset } from '@infinitio/sdk/services'
import { privateKeyToAccount } from 'viem/accounts'
import { configFolder } from '../context/profiles.ts'
import { readPrivateKey } from '../context/settings.ts'
import { assetText } from '../services/openLedger.ts'
import { agreed } from '../terminal/ask.ts'
import { writtenPt } from '../terminal/writtenPt.ts'
import { type MoneyOptions, ptOf, ptText } from '../wallet/moveMoney.ts'
import { fromMarket, openMarketLedger, untilInterrupted, withCodes } from './servingMarket.ts'

/** Options of `infinitio proxy`. */
export type ProxyOptions = MoneyOptions & {
  readonly deposit: string
  readonly asset: LedgerAsset
  readonly port: string
  readonly proven: boolean
  readonly privacy?: 'plain' | 'sealed'
}

type Terms = Awaited<ReturnType<typeof readServiceTerms>>

/**
 * Starts a local proxy that pays a service for its answers to programs on this computer, until Ctrl-C. First fills the wallet's payment channel to the service. Asks before it
 * sends a transaction, and before it pays terms that became dearer than those that the user accepted.
 * Throws `serving.port_unavailable`, `serving.service_unknown`, `serving.sealed_unoffered`, `serving.proven_unoffered`, `serving.running`, `account.insufficient_tokens`, `wallet.not_confirmed` and the codes of `RelayError`.
 */
export async function runProxy(text: string, options: ProxyOptions): Promise<number> {
  return await withCodes(async () => {
    const service = parseServiceId(text)
    const port = Number(options.port)
    if (!Number.isSafeInteger(port) || port < 0 || port > 65_535) throw refusal('api.invalid_field', { detail: `--port ${options.port}` })
    await checkListen({ host: '127.0.0.1', port })
    const unsettled = ptOf(options.deposit)
    const payerKey = readPrivateKey(options)
    const payer = privateKeyToAccount(payerKey).address.toLowerCase() as Parameters<typeof startProxy>[0]['payer']
    const ledger = await openMarketLedger(options)
    const terms = await readServiceTerms(ledger, service)
    const { privacy = 'offered' } = options
    if (privacy === 'sealed' && terms.boxKey === undefined) throw refusal('serving.sealed_unoffered', { detail: service })
    const isSealed = privacy !== 'plain' && terms.boxKey !== undefined
    const { asset, proven } = options
    if (proven && terms.settlesProven !== true) throw refusal('serving.proven_unoffered', { detail: service })
    if (proven && asset === 'G') throw refusal('api.invalid_field', { detail: '--proven pays in PT only, not with --asset G' })
    // A channel in G and a channel of a proven key have their own folders, because each folder stores the state of one channel.
    const kind = proven ? '-proven' : asset === 'G' ? '-G' : ''
    const folder = join(configFolder(), 'proxy', `${ledger.domain.chainId}-${service}-${payer}${kind}`)
    const keys = readProxyKeys(folder, proven ? 'babyJubJub' : 'secp256k1')
    const channel = { payer, key: keys.key, curve: keys.curve, service, asset } as const
    if (asset === 'G' && terms.acceptsG !== true) throw refusal('serving.terms_changed', { detail: 'the service accepts PT only' })
    const rate = asset === 'G' ? (await openGRates(ledger, { everyMs: 0 }).current()).rate : null
    const change = whyAskForTerms(folder, terms)
    const plan = await planFunding(ledger, { channel, unsettled })
    if (plan.fund > 0n) {
      const held = await readInWallet(ledger, payer, asset)
      if (held < plan.deposit) {
        const detail = `the wallet has ${assetText(held, asset)}, the deposit needs ${assetText(plan.deposit, asset)}`
        throw refusal('account.insufficient_tokens', { detail: asset === 'PToken' ? `${detail}: ${fromMarket}` : detail })
      }
      await agreed(options, [
        ...pricesOf(terms),
        ...(rate === null ? [] : [['Rate now, moved by validators', rateText(rate)] as [string, string]]),
        ['From the wallet into the ledger', assetText(plan.deposit, asset)],
        ['Into the channel to the service', assetText(plan.fund, asset)],
      ])
      await fundChannel(ledger, { payerKey, channel, plan })
    } else if (change !== null) {
      await agreed(options, [...pricesOf(terms), ['Why this question', change]])
    }
    storeAcceptedTerms(folder, terms)
    const running = await startProxy({ ledger, service, terms, payer, keys, folder, asset, port, privacy })
    const baseUrl = `http://127.0.0.1:${running.port}/v1`
    const value = { service, model: terms.model, baseUrl, apiKey: keys.apiKey, channelKey: keys.key, asset, privacy: isSealed ? 'sealed' : 'plain' }
    const lines = [
      `Base URL  ${baseUrl}`,
      `API key   ${keys.apiKey}`,
      `Model     ${terms.model}`,
      `Prices    ${writtenPt(terms.inputPrice)} PT and ${writtenPt(terms.outputPrice)} PT for a million tokens of prompt and answer`,
      ...(rate === null ? [] : [`Paid in  G tokens: ${rateText(rate)} now. Each request keeps the rate of its start.`]),
      isSealed
        ? 'Prompts   encrypted to the key of the service on the chain; only the service and its model server read them'
        : 'Prompts   not encrypted: the gateway that forwards them can read them, and the service',
      'Each repeated request is a new one and is paid. Press Ctrl-C to stop.',
    ]
    return await untilInterrupted({ result: { json: options.json, value, text: lines.join('\n') }, stop: running.stop })
  })
}

function pricesOf({ model, inputPrice, cachedPrice, outputPrice }: Terms): [string, string][] {
  return [
    ['Model', model],
    ['Million tokens of prompt', ptText(inputPrice)],
    ['Million cached tokens of prompt', ptText(cachedPrice)],
    ['Million tokens of answer', ptText(outputPrice)],
  ]
}

function rateText(rate: bigint): string {
  return `1 PT = ${writtenPt(rate)} G`
}
