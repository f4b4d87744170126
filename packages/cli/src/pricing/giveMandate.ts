import { writeFileSync } from 'node:fs'
import { buildMandate, refusal, signMandate } from '@infinitio/sdk'
import { pricePerSecond } from '../orders/pricePerSecond.ts'
import { type CommonOptions, signInClient } from '../settings.ts'
import { printResult } from '../terminal/printResult.ts'
import { readOwnMarket } from './ownMarket.ts'
import { hourText } from './priceTexts.ts'

/** What `infinitio price mandate` takes: the least price in PT per GPU-hour, the longest lease, until when, and the file to write. */
export type GiveMandateOptions = CommonOptions & { readonly floor: string; readonly maxHours: string; readonly days: string; readonly out: string }

/**
 * Signs a mandate with the wallet's key: the node's own key may name prices from the floor up, and the contract takes none below. Writes it to a new file that
 * only its owner can read.
 */
export async function giveMandate(node: string, options: GiveMandateOptions): Promise<void> {
  const { client, wallet } = await signInClient(options)
  const market = await readOwnMarket(client, { node })
  const [own] = market.nodes
  if (own === undefined) throw refusal('node.unknown', { detail: node })
  const mandate = buildMandate({
    provider: wallet.address,
    node: own.node,
    minPricePerGpuSecond: pricePerSecond(options.floor, '--floor'),
    maxDurationSeconds: secondsOf(options.maxHours, '--max-hours', 3_600),
    forSeconds: secondsOf(options.days, '--days', 86_400),
    nonce: BigInt(market.provider.nextAskNonce),
    chain: market.chain,
  })
  const signed = await signMandate(wallet, { mandate, chain: market.chain })
  await client.closeSession()
  writeNew(options.out, `${JSON.stringify(signed, null, 2)}\n`)
  const until = new Date(Number(mandate.until) * 1_000).toISOString()
  const text = `${own.name} may ask for ${hourText(mandate.minPricePerGpuSecond)} PT/GPU-h or more until ${until}: ${options.out}`
  printResult({ json: options.json, value: signed, text })
}

function secondsOf(text: string, option: string, unit: number): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw refusal('api.invalid_field', { detail: `${option} ${text}` })
  return Number(text) * unit
}

function writeNew(file: string, text: string): void {
  try {
    writeFileSync(file, text, { mode: 0o600, flag: 'wx' })
  } catch (cause) {
    throw refusal('api.invalid_field', { detail: `--out ${String(cause)}` })
  }
}
