import type { FuturesCommitment } from '@infinitio/chain'
import { type Address, pTokenUnits } from '@infinitio/domain'
import { type DeliveryTree, deliveryTree } from '@infinitio/economy'
import type { PromisedCapacity } from '@infinitio/matching'
import type { DeliveryReplay } from './deliveryReplay.ts'

/**
 * For how many seconds after the end of a commitment's window (a commitment is a promise of GPU time) the contract accepts a record of its delivery. The Merkle
 * trees of all hours in this period contain the commitment.
 */
export const recordSeconds = 14 * 86_400

const hourSeconds = 3_600

/**
 * Returns the commitments (promises of GPU time) whose deliveries belong into the Merkle tree of an hour (`epoch` is Unix time divided by 3,600): their windows
 * ended in the 14 days before the hour began.
 */
export function commitmentsDue(commitments: readonly FuturesCommitment[], epoch: bigint): readonly FuturesCommitment[] {
  const start = Number(epoch) * hourSeconds
  return commitments.filter(({ until }) => until <= start && start < until + recordSeconds)
}

/**
 * Calculates the GPU time that was delivered for the commitments (promises of GPU time) of an hour, and the Merkle tree that validators sign under the subject
 * (topic) "commitments". Every caller gets the same result. `commitments` must hold all commitments of the market; `commitmentsDue` selects the commitments of
 * the hour. Returns null if there is none. Returns `not yet` while the newest journal root on the chain is older than the last end of their windows. Throws the
 * codes of `DeliveryReplay.measure`.
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
  // Also passes commitments that ended long ago. While they ran, they used GPUs that could then not count for other commitments of the same provider.
  const delivered = await replay.measure(commitments.filter((one) => one.until <= until).map(promisedCapacity), until)
  if (delivered === null) return 'not yet'
  return deliveryTree(
    domain,
    due.map(({ id }) => ({ id, delivered: delivered.get(id) ?? 0n })),
  )
}

/**
 * The highest price at which GPU time in an open ask counts as delivered. It is in percent of the reference price that the class had when the commitment was
 * made.
 */
const mostOpenPercent = 125n

/** Converts a commitment (a promise of GPU time) into the form that the delivery replay counts. */
export function promisedCapacity(commitment: FuturesCommitment): PromisedCapacity {
  const { id, provider, classId, from, until, gpuSeconds, pricePerGpuSecond, promisedTo, value } = commitment
  const mostOpen = (value * mostOpenPercent) / (100n * gpuSeconds)
  const mostOpenPricePerGpuSecond = pTokenUnits(pricePerGpuSecond < mostOpen ? pricePerGpuSecond : mostOpen)
  return { id, provider, classId, from, until, gpuSeconds: Number(gpuSeconds), mostOpenPricePerGpuSecond, promisedTo }
}
