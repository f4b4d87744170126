import type { FuturesCommitment } from '@infinitio/chain'
import { type Address, pTokenUnits } from '@infinitio/domain'
import { type DeliveryTree, deliveryTree } from '@infinitio/economy'
import type { PromisedCapacity } from '@infinitio/matching'
import type { DeliveryReplay } from './deliveryReplay.ts'

/** Seconds after a window's end in which the contract accepts a record, and so in which roots keep its leaf. */
export const recordSeconds = 14 * 86_400

const hourSeconds = 3_600

/**
 * Returns the commitments whose deliveries belong to an hour (Unix time divided by 3,600): their windows ended in the
 * 14 days before it began.
 */
export function commitmentsDue(commitments: readonly FuturesCommitment[], epoch: bigint): readonly FuturesCommitment[] {
  const start = Number(epoch) * hourSeconds
  return commitments.filter(({ until }) => until <= start && start < until + recordSeconds)
}

/**
 * Calculates the deliveries of an hour's commitments, and the tree whose root validators sign under "commitments".
 * The result is the same for every caller. `commitments` must hold all commitments. Returns null if none is due, and
 * `not yet` while the journal is not anchored up to the end of the last window. Throws the codes of
 * `DeliveryReplay.measure`.
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
  // Include commitments that ended long ago: they took GPUs before others of their provider.
  const delivered = await replay.measure(commitments.filter((one) => one.until <= until).map(promisedCapacity), until)
  if (delivered === null) return 'not yet'
  return deliveryTree(
    domain,
    due.map(({ id }) => ({ id, delivered: delivered.get(id) ?? 0n })),
  )
}

/** Highest price of an ask that counts as open, in percent of the class's reference price at the time of the promise. */
const mostOpenPercent = 125n

/** Converts a commitment into the form that the replay counts. */
export function promisedCapacity(commitment: FuturesCommitment): PromisedCapacity {
  const { id, provider, classId, from, until, gpuSeconds, pricePerGpuSecond, promisedTo, value } = commitment
  const mostOpen = (value * mostOpenPercent) / (100n * gpuSeconds)
  const mostOpenPricePerGpuSecond = pTokenUnits(pricePerGpuSecond < mostOpen ? pricePerGpuSecond : mostOpen)
  return { id, provider, classId, from, until, gpuSeconds: Number(gpuSeconds), mostOpenPricePerGpuSecond, promisedTo }
}
