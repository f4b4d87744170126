import { changedPrice, type PTokenUnits, pTokenUnits, refusal } from '@infinitio/sdk'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { confirm } from '../terminal/ask.ts'
import { table } from '../terminal/texts.ts'
import { printResult } from '../terminal/print.ts'
import { pricePerSecond } from '../terminal/typedValues.ts'
import { type NodeChoice, readOwnMarket } from './ownMarket.ts'
import { hourText } from './priceTexts.ts'
import { priceWarnings } from './priceWarnings.ts'
import { signChanges } from './signChanges.ts'

/** Options of `infinitio price set`: a price in PT per GPU-hour or a change in percent, and the nodes. */
export type SetPricesOptions = CommonOptions & NodeChoice & { readonly price?: string; readonly percent?: string; readonly yes: boolean }

const someRefused = 1

/**
 * Changes the prices of the wallet's listed nodes. Shows old and new prices before signing, and warns of prices
 * that are probably mistakes. Resolves with exit code 1 if a change was rejected.
 */
export async function setPrices(options: SetPricesOptions): Promise<number> {
  const priceOf = changeOf(options)
  const { client, wallet } = await signInClient(options)
  const market = await readOwnMarket(client, options)
  const prices = market.nodes.flatMap((node) => {
    if (node.ask === null) return []
    const current = pTokenUnits(BigInt(node.ask.pricePerGpuSecond))
    const price = priceOf(current)
    return price === current ? [] : [{ node, current, pricePerGpuSecond: price, why: '' }]
  })
  if (prices.length === 0) {
    printResult({ json: options.json, value: [], text: 'Nothing to change: no machine is listed, or all have this price.' })
    return 0
  }
  const rows = prices.map(({ node, current, pricePerGpuSecond }) => [node.name, hourText(current), hourText(pricePerGpuSecond)])
  process.stderr.write(`${table([['node', 'PT/GPU-h', 'new'], ...rows], { right: [1, 2] })}\n`)
  const warnings = priceWarnings(prices)
  for (const warning of warnings) process.stderr.write(`${warning}\n`)
  await confirm(options, `Sign ${prices.length} new ${prices.length === 1 ? 'ask' : 'asks'}${warnings.length === 0 ? '' : ' anyway'}?`)
  const refused = await signChanges(client, { signer: wallet, chain: market.chain, prices, under: market.provider, json: options.json })
  await client.closeSession()
  return refused === 0 ? 0 : someRefused
}

function changeOf({ price, percent }: SetPricesOptions): (current: PTokenUnits) => PTokenUnits {
  if ((price === undefined) === (percent === undefined)) throw refusal('api.invalid_field', { detail: 'one of --price and --percent' })
  if (price !== undefined) {
    const wanted = pTokenUnits(pricePerSecond(price, '--price'))
    return () => wanted
  }
  const changeBps = bpsOf(percent ?? '')
  return (current) => changedPrice(current, { changeBps })
}

/** Converts a percentage with up to two decimals into basis points: "-2.5" becomes −250. */
function bpsOf(text: string): bigint {
  const match = /^([+-]?)(\d{1,3})(?:\.(\d{1,2}))?$/.exec(text.trim())
  const bps = match === null ? -10_000n : BigInt(`${match[1] === '-' ? '-' : ''}${match[2]}${(match[3] ?? '').padEnd(2, '0')}`)
  if (bps <= -10_000n) throw refusal('api.invalid_field', { detail: `--percent ${text}` })
  return bps
}
