import { readFileSync } from 'node:fs'
import { giveMandate as signAndKeep, readSignedMandate, refusal, type SignedMandate } from '@infinitio/sdk'
import { sendMessage } from '../context/sendRelay.ts'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { writeNewFile } from '../terminal/newFile.ts'
import { printResult } from '../terminal/print.ts'
import { pricePerSecond } from '../terminal/typedValues.ts'
import { type OwnMarket, readOwnMarket } from './ownMarket.ts'
import { hourText } from './priceTexts.ts'

/** Options of `infinitio price mandate` (a permission to sign asks): the minimum price in PT per GPU-hour, the expiry, and the file to write. */
export type GiveMandateOptions = CommonOptions & {
  readonly floor: string
  readonly days: string
  readonly out: string
  readonly transferable: boolean
}

type Listed = OwnMarket['nodes'][number] & { readonly ask: NonNullable<OwnMarket['nodes'][number]['ask']>; readonly askHash: string }

const secondsPerDay = 86_400

/**
 * Signs a signing permission (`Mandate`) for a listed node with the wallet's key, and writes it to a new file that only its owner can read. With it, the node's
 * key may set prices at or above the minimum, for leases that are no longer than the listing allows. The contract rejects lower prices. Throws `order.not_open`
 * if the node is not listed, `api.invalid_field` for a wrong number of days, and the codes of `writeNewFile`.
 */
export async function giveMandate(node: string, options: GiveMandateOptions): Promise<void> {
  const minPricePerGpuSecond = pricePerSecond(options.floor, '--floor')
  if (!/^[1-9]\d{0,3}$/.test(options.days)) throw refusal('api.invalid_field', { detail: `--days ${options.days}` })
  const { client, wallet } = await signInClient(options)
  const { nodes, provider, chain } = await readOwnMarket(client, { node })
  const own = listedNode(nodes[0])
  const signed = await signAndKeep(client.transport, {
    signer: wallet,
    chain,
    given: {
      ...{ own, minPricePerGpuSecond, forSeconds: Number(options.days) * secondsPerDay, nonce: BigInt(provider.nextAskNonce) },
      mayBeTransferable: options.transferable,
    },
    keep: (kept) => writeNewFile(options.out, `${JSON.stringify(kept, null, 2)}\n`, { option: '--out' }),
  })
  await client.closeSession()
  const { mandate } = signed
  const until = new Date(mandate.until * 1_000).toISOString()
  const text = `${own.name} may ask for ${hourText(BigInt(mandate.minPricePerGpuSecond))} PT/GPU-h or more until ${until}: ${options.out}`
  printResult({ json: options.json, value: signed, text })
}

function listedNode(node: OwnMarket['nodes'][number] | undefined): Listed {
  if (node === undefined || node.ask === null || node.askHash === null) throw refusal('order.not_open', { detail: 'the machine is not listed' })
  return { ...node, ask: node.ask, askHash: node.askHash }
}

/** Voids a signing permission and every ask under it on the chain, and waits for the result. Throws the code of a failed message. */
export async function revokeMandate(file: string, options: CommonOptions): Promise<void> {
  const { mandate } = readMandateFile(file)
  const { client, wallet } = await signInClient(options)
  const { relayId } = await sendMessage(client, wallet, () => ({ kind: 'cancelAsk', nonce: BigInt(mandate.nonce) }))
  await client.closeSession()
  printResult({
    json: options.json,
    value: { relayId, nonce: mandate.nonce },
    text: 'The signing permission and its asks no longer count. Prices that your wallet signed later remain.',
  })
}

/** Reads a signing permission from a file. Throws `api.invalid_field` for an invalid or unreadable file. */
export function readMandateFile(file: string): SignedMandate {
  return readSignedMandate(textOf(file))
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw refusal('api.invalid_field', { detail: `--mandate ${String(cause)}` })
  }
}
