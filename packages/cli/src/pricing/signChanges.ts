import type { Json } from '../json/chosenFields.ts'
import {
  changePrices,
  type Client,
  type PlannedNode,
  type PriceVerdict,
  type PTokenUnits,
  type SignedMandate,
  type TypedDataSigner,
} from '@infinitio/sdk'
import { printResult } from '../terminal/print.ts'
import { hourText } from './priceTexts.ts'

/** A node, its new price, and the reason for that price. */
export type NodePrice = { readonly node: PlannedNode; readonly pricePerGpuSecond: PTokenUnits; readonly why: string }

type Signing = {
  readonly signer: TypedDataSigner
  readonly chain: Awaited<ReturnType<Client['getChain']>>
  readonly prices: readonly NodePrice[]
  /**
   * The right with which new asks are signed. Either the wallet signs: `nextAskNonce` is the nonce of its first new ask, and each further ask takes the next
   * number. Or the key of a node signs, with the wallet's permission.
   */
  readonly under: { readonly nextAskNonce: string } | SignedMandate
  readonly json: Json
}

/**
 * Signs new asks of listed nodes at these prices, submits them and prints each result. Resolves with the number of
 * rejected asks.
 */
export async function signChanges(client: Client, { signer, chain, prices, under, json }: Signing): Promise<number> {
  const wanted = prices.flatMap((price) => {
    const { ask, askHash } = price.node
    return ask === null || askHash === null ? [] : [{ ...price, ask, askHash }]
  })
  const changes = wanted.map((change, place) =>
    'mandate' in under
      ? { ...change, nonce: BigInt(under.mandate.nonce), signedMandate: under }
      : { ...change, nonce: BigInt(under.nextAskNonce) + BigInt(place) },
  )
  const verdicts = await changePrices(client.transport, { signer, chain, changes })
  for (const [place, { node, ask, pricePerGpuSecond, why }] of wanted.entries()) {
    const verdict = verdicts[place]
    if (verdict === undefined) continue
    const line = `${node.name}  ${hourText(BigInt(ask.pricePerGpuSecond))} → ${hourText(pricePerGpuSecond)} PT/GPU-h  ${verdictText(verdict)}`
    const value = { node: node.node, name: node.name, from: ask.pricePerGpuSecond, to: pricePerGpuSecond.toString(), ...verdict }
    printResult({ json, value, text: why === '' ? line : `${line}  (${why})` })
  }
  return verdicts.filter(({ state }) => state === 'refused').length
}

function verdictText(verdict: PriceVerdict): string {
  switch (verdict.state) {
    case 'changed':
      return 'in the order book'
    case 'waiting':
      return 'submitted, no result yet'
    case 'refused':
      return `refused: ${verdict.sentence} (${verdict.code})`
  }
}
