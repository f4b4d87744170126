import { readAttestedProofs } from '@infinitio/chain'
import { listWaitingProofRoots, markAttestedRoot } from '@infinitio/db'
import { getBlockNumber } from 'viem/actions'
import type { Services } from '../services/services.ts'

/** How far the chain is read: up to block `to`, for the waiting roots. A new root begins at its slot again. */
export type ReadProofs = { readonly to: bigint; readonly roots: string }

/**
 * Marks the roots about GPU proofs that a quorum attested, by the events of the chain. Only their statements are shown as verdicts. Reads nothing while no root waits. Returns how far it
 * read. Throws viem's errors.
 */
export async function noteAttestedProofs({ db, facts }: Pick<Services, 'db' | 'facts'>, before: ReadProofs | null): Promise<ReadProofs | null> {
  const waiting = await listWaitingProofRoots(db)
  const [oldest] = waiting
  if (oldest === undefined) return null
  const { attestations } = (await facts.read()).addresses
  const roots = waiting.map(({ root }) => root).join()
  const to = await getBlockNumber(facts.client, { cacheTime: 0 })
  const from = before?.roots === roots ? before.to + 1n : oldest.slot
  for (const { root, at } of from > to ? [] : await readAttestedProofs(facts.client, { attestations, from, to }))
    await markAttestedRoot(db, { root, at })
  return { to, roots }
}
