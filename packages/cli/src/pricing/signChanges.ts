import { changePrices, type Client, type PriceVerdict, type PTokenUnits, type TypedDataSigner } from '@infinitio/sdk'
import { printResult } from '../terminal/printResult.ts'
import type { OwnMarket } from './ownMarket.ts'
import { hourText } from './priceTexts.ts'

/** A node and the price it is to have. */
export type NodePrice = { readonly node: OwnMarket['nodes'][number]; readonly pricePerGpuSecond: PTokenUnits; readonly why: string }

/** Signs new asks of listed nodes at these prices, hands them in, and prints what became of each. Resolves with how many were refused. */
export async function signChanges(
  client: Client,
  { wallet, market, prices, json }: { wallet: TypedDataSigner; market: OwnMarket; prices: readonly NodePrice[]; json: boolean },
): Promise<number> {
  const wanted = prices.flatMap((price) => {
    const { ask, askHash } = price.node
    return ask === null || askHash === null ? [] : [{ ...price, ask, askHash }]
  })
  const verdicts = await changePrices(client.transport, {
    signer: wallet,
    chain: market.chain,
    nextAskNonce: market.provider.nextAskNonce,
    changes: wanted,
  })
  for (const [place, { node, ask, pricePerGpuSecond, why }] of wanted.entries()) {
    const verdict = verdicts[place]
    if (verdict === undefined) continue
    const line = `${node.name}  ${hourText(BigInt(ask.pricePerGpuSecond))} → ${hourText(pricePerGpuSecond)} PT/GPU-h  ${wordOf(verdict)}`
    const value = { node: node.node, name: node.name, from: ask.pricePerGpuSecond, to: pricePerGpuSecond.toString(), ...verdict }
    printResult({ json, value, text: why === '' ? line : `${line}  (${why})` })
  }
  return verdicts.filter(({ state }) => state === 'refused').length
}

function wordOf(verdict: PriceVerdict): string {
  switch (verdict.state) {
    case 'changed':
      return 'in the book'
    case 'waiting':
      return 'handed in, not judged yet'
    case 'refused':
      return `refused: ${verdict.sentence} (${verdict.code})`
  }
}
