import { type FuturesCommitment, readCommitments } from '@infinitio/chain'
import { refusal } from '../transport/refusal.ts'
import { createDeliveryReplay, type DeliverySources } from './deliveryReplay.ts'
import { promisedCapacity } from './workOutDeliveries.ts'

/** What a verification came to. `delivered` in GPU-seconds, by the anchored journal; null while that does not reach the window's end. */
export type DeliveryVerification = {
  readonly commitment: FuturesCommitment
  readonly delivered: bigint | null
  /** False where something else was recorded on the chain. */
  readonly agrees: boolean
}

/**
 * Measures anew what a commitment delivered, from the first row of the public journal and its roots on the chain, and compares with what was recorded. Throws
 * `api.not_found` for one that was never made, and as `DeliveryReplay.measure` does.
 */
export async function verifyDelivery(sources: DeliverySources, { id, head }: { id: bigint; head: bigint }): Promise<DeliveryVerification> {
  const { futuresCommitment } = sources.contracts
  const all = futuresCommitment === null ? [] : await readCommitments(sources.client, { futuresCommitment, blockNumber: head })
  const commitment = all.find((one) => one.id === id)
  if (commitment === undefined) throw refusal('api.not_found', { detail: `commitment ${id}` })
  const before = all.filter(({ until }) => until <= commitment.until).map(promisedCapacity)
  const measured = await createDeliveryReplay(sources).measure(before, commitment.until)
  const delivered = measured?.get(id) ?? null
  return { commitment, delivered, agrees: commitment.recordedAt === null || delivered === null || commitment.delivered === delivered }
}
