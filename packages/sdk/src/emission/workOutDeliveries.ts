import type { FuturesCommitment } from '@infinitio/chain'
import { type Address, pTokenUnits } from '@infinitio/domain'
import { type DeliveryTree, deliveryTree } from '@infinitio/economy'
import type { PromisedCapacity } from '@infinitio/matching'
import type { DeliveryReplay } from './deliveryReplay.ts'

/** After a window's end, the contract accepts a record of its delivery for this many seconds. So roots include the commitment for as long. */
export const recordSeconds = 14 * 86_400

const hourSeconds = 3_600

/** Returns the commitments with deliveries that belong to an hour (Unix time divided by 3,600): their windows ended in the 14 days before the hour began. */
export function commitmentsDue(commitments: readonly FuturesCommitment[], epoch: bigint): readonly FuturesCommitment[] {
  const start = Number(epoch) * hourSeconds
  return commitments.filter(({ until }) => until <= start && start < until + recordSeconds)
}

/**
 * Calculates the delivered GPU time of an hour's commitments, and the Merkle tree that validators sign under "commitments". The result is the same for every
 * caller. `commitments` must hold all commitments of the market; those with a window that ended in this hour are counted. Returns null if there is none, and
 * `not yet` while the newest journal root on the chain is older than the last of these ends. Throws the codes of `DeliveryReplay.measure`.
 */
export async function workOutDeliveries(
  replay: DeliveryReplay,
  {
    epoch,
    commitments,
    domain,
  }: { epoch: bigint; commitments: readonly FuturesCommitment[]; domain: { chainId: bigint; futuresCommitment: Address } },
): Promise<DeliveryTree | null | 'not yet'> {
  const due = commitmentsDue(commitments, epoch)
  if (due.length === 0) return null
  const until = Math.max(...due.map((one) => one.until))
  // Include commitments that ended long ago: while they ran, they used GPUs that later ones of the same provider could not use.
  const delivered = await replay.measure(commitments.filter((one) => one.until <= until).map(promisedCapacity), until)
  if (delivered === null) return 'not yet'
  return deliveryTree(
    domain,
    due.map(({ id }) => ({ id, delivered: delivered.get(id) ?? 0n })),
  )
}

/** An open ask counts as delivered GPU time up to this price, in percent of the class's reference price at the time of the commitment. */
const mostOpenPercent = 125n

/** Converts a commitment into the form that the replay counts. */
export function promisedCapacity(commitment: FuturesCommitment): PromisedCapacity {
  const { id, provider, classId, from, until, gpuSeconds, pricePerGpuSecond, promisedTo, value } = commitment
  const mostOpen = (value * mostOpenPercent) / (100n * gpuSeconds)
  const mostOpenPricePerGpuSecond = pTokenUnits(pricePerGpuSecond < mostOpen ? pricePerGpuSecond : mostOpen)
  return { id, provider, classId, from, until, gpuSeconds: Number(gpuSeconds), mostOpenPricePerGpuSecond, promisedTo }
}
