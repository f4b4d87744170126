import { type FuturesCommitment, readCommitments } from '@infinitio/chain'
import { refusal } from '../transport/refusal.ts'
import { createDeliveryReplay, type DeliverySources } from './deliveryReplay.ts'
import { promisedCapacity } from './workOutDeliveries.ts'

/**
 * The result of checking how much GPU time a provider delivered for its commitment (a promise of GPU time). `delivered` is in GPU-seconds. It counts only the
 * journal up to the newest journal hash on the chain, and is null if the commitment's window ends after that.
 */
export type DeliveryVerification = {
  readonly commitment: FuturesCommitment
  readonly delivered: bigint | null
  /** False if the chain records another amount. */
  readonly agrees: boolean
}

/**
 * Calculates again how much GPU time a provider delivered for a commitment (a promise of GPU time), and compares it with the amount that the chain records. It
 * replays the journal from the first row and checks it against the journal hashes on the chain. Throws `api.not_found` for an unknown commitment, and the codes
 * of `DeliveryReplay.measure`.
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
