import type { FuturesCommitment } from '@infinitio/chain'
import { type Address, pTokenUnits } from '@infinitio/domain'
import { type DeliveryTree, deliveryTree } from '@infinitio/economy'
import type { PromisedCapacity } from '@infinitio/matching'
import type { DeliveryReplay } from './deliveryReplay.ts'

/** How long after a window's end the contract takes a record of it, and so how long roots keep its leaf. */
export const recordSeconds = 14 * 86_400

const hourSeconds = 3_600

/** The commitments whose deliveries belong to an hour (Unix time divided by 3,600): their windows had ended when it began, and not more than 14 days before. */
export function commitmentsDue(commitments: readonly FuturesCommitment[], epoch: bigint): readonly FuturesCommitment[] {
  const start = Number(epoch) * hourSeconds
  return commitments.filter(({ until }) => until <= start && start < until + recordSeconds)
}

/**
 * What the commitments of an hour delivered, with the tree whose root validators sign under "commitments": the same for whoever asks. `commitments` are all there are. Null
 * where none is due, `not yet` while the journal is not anchored up to the end of the last window. Throws as `DeliveryReplay.measure` does.
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
  // Those that ended long ago, too: they took GPUs before others of their provider.
  const delivered = await replay.measure(commitments.filter((one) => one.until <= until).map(promisedCapacity), until)
  if (delivered === null) return 'not yet'
  return deliveryTree(
    domain,
    due.map(({ id }) => ({ id, delivered: delivered.get(id) ?? 0n })),
  )
}

/** What an ask may cost at most to count as open, in 100ths of the class's reference price when it was promised. */
const mostOpenPercent = 125n

/** A commitment as the book counts it. */
export function promisedCapacity(commitment: FuturesCommitment): PromisedCapacity {
  const { id, provider, classId, from, until, gpuSeconds, pricePerGpuSecond, promisedTo, value } = commitment
  const mostOpen = (value * mostOpenPercent) / (100n * gpuSeconds)
  const mostOpenPricePerGpuSecond = pTokenUnits(pricePerGpuSecond < mostOpen ? pricePerGpuSecond : mostOpen)
  return { id, provider, classId, from, until, gpuSeconds: Number(gpuSeconds), mostOpenPricePerGpuSecond, promisedTo }
}
