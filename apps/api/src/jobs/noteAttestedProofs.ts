import { readAttestedProofs } from '@infinitio/chain'
import { listWaitingProofRoots, markAttestedRoot, noteFailedProofs } from '@infinitio/db'
import { getBlockNumber } from 'viem/actions'
import type { Services } from '../services/services.ts'
import { failedProofsOf } from './failedProofsOf.ts'

/**
 * The state after a run of the job: `to` is the last block that was read, and `roots` are the Merkle roots that the run searched for. If there is a new root to
 * search for, the next run reads again from the block of the oldest root.
 */
export type ReadProofs = { readonly to: bigint; readonly roots: string }

/**
 * Marks those Merkle roots of GPU proofs that the chain has attested. Validators post the roots to the API and attest them on the chain. This job searches the
 * chain's events for the roots that still wait. Pages show only the statements under attested roots as verdicts about machines. Notifies the providers of
 * machines that failed. If no root waits, reads no event and returns null. Otherwise returns the state for the next run. Throws viem's errors.
 */
export async function noteAttestedProofs(
  services: Pick<Services, 'db' | 'facts' | 'clock' | 'hub'>,
  before: ReadProofs | null,
): Promise<ReadProofs | null> {
  const { db, facts, hub } = services
  const waiting = await listWaitingProofRoots(db)
  const [oldest] = waiting
  if (oldest === undefined) return null
  const { attestations } = (await facts.read()).addresses
  const roots = waiting.map(({ root }) => root).join()
  const to = await getBlockNumber(facts.client, { cacheTime: 0 })
  const from = before?.roots === roots ? before.to + 1n : oldest.slot
  for (const { root, at } of from > to ? [] : await readAttestedProofs(facts.client, { attestations, from, to }))
    if ((await noteRoot(services, { root, at })) > 0) hub.wake()
  return { to, roots }
}

/** Marks a root and stores the notifications about it in one transaction, so that each root is notified once. Returns how many were stored. */
function noteRoot({ db, facts, clock }: Pick<Services, 'db' | 'facts' | 'clock'>, { root, at }: { root: string; at: bigint }): Promise<number> {
  return db.transaction(async (tx) => {
    if (!(await markAttestedRoot(tx, { root, at }))) return 0
    const notices = await failedProofsOf(tx, { root, chainId: (await facts.read()).chainId, now: clock.read().now })
    return notices.length === 0 ? 0 : noteFailedProofs(tx, { notices })
  })
}
