import { writeFileSync } from 'node:fs'
import { buildMandate, changePrices, type Client, pTokenUnits, refusal, signMandate, type TypedDataSigner } from '@infinitio/sdk'
import { pricePerSecond } from '../orders/pricePerSecond.ts'
import { type CommonOptions, signInClient } from '../settings.ts'
import { printResult } from '../terminal/printResult.ts'
import { type OwnMarket, readOwnMarket } from './ownMarket.ts'
import { hourText } from './priceTexts.ts'

/** What `infinitio price mandate` takes: the least price in PT per GPU-hour, until when, and the file to write. */
export type GiveMandateOptions = CommonOptions & { readonly floor: string; readonly days: string; readonly out: string }

type Listed = OwnMarket['nodes'][number] & { readonly ask: NonNullable<OwnMarket['nodes'][number]['ask']>; readonly askHash: string }

const secondsPerDay = 86_400

/**
 * Signs a mandate for a listed node with the wallet's key: the node's own key may name prices from the floor up, for leases as long as the listing allows, and
 * the contract takes none below. Writes it to a new file that only its owner can read. Throws `order.not_open` when the node is not listed.
 */
export async function giveMandate(node: string, options: GiveMandateOptions): Promise<void> {
  const minPricePerGpuSecond = pricePerSecond(options.floor, '--floor')
  if (!/^[1-9]\d{0,3}$/.test(options.days)) throw refusal('api.invalid_field', { detail: `--days ${options.days}` })
  const { client, wallet } = await signInClient(options)
  const { nodes, provider, chain } = await readOwnMarket(client, { node })
  const own = listedNode(nodes[0])
  const nonce = BigInt(provider.nextAskNonce)
  const mandate = buildMandate({
    provider: wallet.address,
    node: own.node,
    minPricePerGpuSecond,
    maxDurationSeconds: own.ask.maxDurationSeconds,
    forSeconds: Number(options.days) * secondsPerDay,
    nonce,
    chain,
  })
  const signed = await signMandate(wallet, { mandate, chain })
  writeNew(options.out, `${JSON.stringify(signed, null, 2)}\n`)
  await takeNonce(client, { signer: wallet, chain, own, nonce })
  await client.closeSession()
  const until = new Date(Number(mandate.until) * 1_000).toISOString()
  const text = `${own.name} may ask for ${hourText(mandate.minPricePerGpuSecond)} PT/GPU-h or more until ${until}: ${options.out}`
  printResult({ json: options.json, value: signed, text })
}

function listedNode(node: OwnMarket['nodes'][number] | undefined): Listed {
  if (node === undefined || node.ask === null || node.askHash === null) throw refusal('order.not_open', { detail: 'the node is not listed' })
  return { ...node, ask: node.ask, askHash: node.askHash }
}

/** Signs the listing again with the mandate's nonce, all else the same, so that nothing else of the wallet's takes that nonce. It keeps its place in time. */
async function takeNonce(
  client: Client,
  { signer, chain, own, nonce }: { signer: TypedDataSigner; chain: OwnMarket['chain']; own: Listed; nonce: bigint },
): Promise<void> {
  const change = { askHash: own.askHash, ask: own.ask, pricePerGpuSecond: pTokenUnits(BigInt(own.ask.pricePerGpuSecond)), nonce }
  const [verdict] = await changePrices(client.transport, { signer, chain, changes: [change] })
  if (verdict?.state === 'refused') throw refusal('order.not_open', { detail: `the listing changed meanwhile: ${verdict.code}` })
}

function writeNew(file: string, text: string): void {
  try {
    writeFileSync(file, text, { mode: 0o600, flag: 'wx' })
  } catch (cause) {
    throw refusal('api.invalid_field', { detail: `--out ${String(cause)}` })
  }
}
