import { buildAsk, type Client, refusal, signAsk } from '@infinitio/sdk'
import { parseAddress } from '@infinitio/sdk/exit'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { renterText } from '../reviews/renterText.ts'
import { confirm } from '../terminal/ask.ts'
import { printResult } from '../terminal/print.ts'
import { pricePerSecond } from '../terminal/typedValues.ts'

/** Options of `infinitio orders ask`. The price is in PT per GPU-hour. */
export type AskOptions = CommonOptions & {
  readonly price: string
  readonly gpus?: string
  readonly maxHours: string
  readonly days: string
  readonly notice: string
  readonly trial: string
  readonly private?: string
  readonly replaces?: string
  readonly transferable: boolean
  readonly yes: boolean
}

/**
 * Lists a node of the wallet, or changes its listed price, and prints the order's hash. A real machine is always listed with all its GPUs. A private listing is
 * for one renter: the command then first prints the public record of this renter and asks for confirmation. Throws `wallet.not_confirmed` without
 * confirmation.
 */
export async function placeAsk(node: string, options: AskOptions): Promise<void> {
  const { client, wallet, say } = await signInClient(options)
  const renter = renterOf(options.private)
  const [chain, { nextAskNonce, nodes }] = await Promise.all([client.getChain(), client.getProvider()])
  const machine = nodes.find((one) => one.node === node)
  const gpus = options.gpus === undefined ? (machine?.gpus ?? 1) : wholeOf(options.gpus, '--gpus')
  // The container of a lease gets all GPUs of a machine. If a part is rented, the rest cannot start a second lease.
  const isPart = machine !== undefined && !machine.simulated && gpus < machine.gpus
  if (isPart) say(`A lease gets all ${machine.gpus} GPUs of a machine with containers, but pays for ${gpus}. Leave out --gpus to list all.`)
  const ask = buildAsk({
    provider: wallet.address,
    node,
    pricePerGpuSecond: pricePerSecond(options.price, '--price'),
    gpus,
    minGpus: machine === undefined || machine.simulated ? 1 : gpus,
    minDurationSeconds: 60,
    maxDurationSeconds: wholeOf(options.maxHours, '--max-hours') * 3_600,
    availableForSeconds: wholeOf(options.days, '--days') * 86_400,
    noticeSeconds: wholeOf(options.notice, '--notice'),
    trialSeconds: wholeOf(options.trial, '--trial'),
    transferable: options.transferable,
    ...renter,
    nonce: BigInt(nextAskNonce),
    maintenance: machine?.maintenance ?? [],
    chain,
  })
  if (renter.privateRenter !== undefined) {
    say(await recordOf(client, renter.privateRenter))
    await confirm(options, 'List the machine for this renter?')
  }
  const signed = await signAsk(wallet, { ask, chain })
  const accepted = await client.placeOrder({ ...signed, ...(options.replaces === undefined ? {} : { replaces: options.replaces }) })
  printResult({ json: options.json, value: accepted, text: accepted.orderHash })
}

/** Returns the account that a private ask is for, or an empty object for a public ask. */
function renterOf(text: string | undefined): { privateRenter?: string } {
  if (text === undefined) return {}
  const privateRenter = parseAddress(text)
  if (privateRenter === null) throw refusal('api.bad_address', { detail: `--private ${text}` })
  return { privateRenter }
}

/** Returns the public record of a renter, so that the provider sees it before it signs. */
async function recordOf(client: Pick<Client, 'getPublicRenter'>, renter: string): Promise<string> {
  return `Record of ${renter}:\n${renterText(await client.getPublicRenter(renter))}`
}

function wholeOf(text: string, option: string): number {
  if (!/^\d{1,6}$/.test(text)) throw refusal('api.invalid_field', { detail: `${option} ${text}` })
  return Number(text)
}
