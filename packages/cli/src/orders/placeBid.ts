import { buildOpenBid, type Client, refusal, type Secrets, signBid, type TimeInForceName, waitUntil } from '@infinitio/sdk'
import { type CommonOptions, nextBidNonce, signInClient } from '../context/settings.ts'
import { catalogueIds } from '../search/catalogueIds.ts'
import { type SecretOptions, secretWorkload } from '../secrets/readSecrets.ts'
import { printResult } from '../terminal/print.ts'
import { pricePerSecond, unixSecondsOf } from '../terminal/typedValues.ts'
import { withPinnedImage, workloadOf, type WorkloadOptions } from '../workload/workloadOf.ts'

const judgedWithin = { timeoutSeconds: 15, everyMs: 150 } as const

/**
 * Options of `infinitio orders bid`. Classes and regions are words or ids of the catalogue, prices are in PT per
 * GPU-hour, and times use a format that `Date` parses.
 */
export type BidOptions = CommonOptions &
  WorkloadOptions &
  SecretOptions & {
    readonly class: string
    readonly region: string
    readonly gpus: string
    readonly hours: string
    readonly maxPrice: string
    readonly force: TimeInForceName
    readonly rank: 'price' | 'value'
    readonly minGpusPerNode: string
    readonly cluster: boolean
    readonly start?: string
    readonly startUntil?: string
    readonly expires?: string
    readonly replaces?: string
    readonly name?: string
  }

/** Places a bid for any machines that fit and prints the order's hash. The order may fill at once, later or in parts. */
export async function placeBid(options: BidOptions): Promise<void> {
  const signedIn = await signInClient(options)
  const { client, wallet, account } = signedIn
  const [chain, nonce, classIds, regionIds] = await Promise.all([
    client.getChain(),
    nextBidNonce(signedIn),
    catalogueIds(client, options.class, { of: 'classes', option: '--class' }),
    catalogueIds(client, options.region, { of: 'regions', option: '--region' }),
  ])
  const { workload, workloadHash, secrets } = await secretWorkload(workloadOf(await withPinnedImage(options, client)), { options, wallet })
  await client.putWorkload({ workloadHash, workload })
  const bid = buildOpenBid({
    renter: account,
    classIds,
    regionIds,
    gpus: wholeOf(options.gpus, '--gpus'),
    durationSeconds: wholeOf(options.hours, '--hours') * 3_600,
    maxPricePerGpuSecond: pricePerSecond(options.maxPrice, '--max-price').toString(),
    minGpusPerNode: wholeOf(options.minGpusPerNode, '--min-gpus-per-node'),
    cluster: options.cluster,
    timeInForce: options.force,
    ...timeOf(options.start, '--start')('startFrom'),
    ...timeOf(options.startUntil, '--start-until')('startUntil'),
    ...timeOf(options.expires, '--expires')('expiry'),
    workloadHash,
    nonce,
    chain,
  })
  const signed = await signBid(wallet, { bid, chain, ...(options.name === undefined ? {} : { leaseName: options.name }) })
  const order = { ...signed, rank: options.rank, ...(options.replaces === undefined ? {} : { replaces: options.replaces }) }
  const accepted = await client.placeOrder(order)
  if (secrets !== null) await handInToMatches(client, { orderHash: accepted.orderHash, workload, workloadHash, secrets })
  printResult({ json: options.json, value: accepted, text: accepted.orderHash })
}

type Sealing = Parameters<Client['handInSecrets']>[0]

/**
 * Sends the secrets to the machines with which the bid has been matched so far. The renter must send the secrets again to machines that match later, because
 * this command does not store them.
 */
async function handInToMatches(
  client: Client,
  { orderHash, ...sealing }: Omit<Sealing, 'nodeId'> & { orderHash: string; secrets: Secrets },
): Promise<void> {
  const order = await waitUntil(
    () => client.getOrder(orderHash),
    ({ state }) => state !== 'accepted',
    judgedWithin,
  )
  for (const nodeId of new Set(order.matches.map(({ node }) => node))) await client.handInSecrets({ ...sealing, nodeId })
  if (order.gpusToGo > 0 && (order.state === 'open' || order.state === 'partly_filled'))
    process.stderr.write('A later lease of this order waits for its secrets. Send them with infinitio secrets <lease>.\n')
}

function wholeOf(text: string, option: string): number {
  const value = Number(text)
  if (!/^\d{1,5}$/.test(text) || value < 1) throw refusal('api.invalid_field', { detail: `${option} ${text}` })
  return value
}

/** Returns an object that sets one time field of a bid, or an empty object if the option is missing. */
function timeOf(text: string | undefined, option: string): <Field extends string>(field: Field) => Partial<Record<Field, number>> {
  if (text === undefined) return () => ({})
  const seconds = unixSecondsOf(text, option)
  return (field) => ({ [field]: seconds }) as never
}
