import { noteVotes, tryLock } from '@infinitio/db'
import type { Services } from '../services/services.ts'

/** The steps of votes of which this server has already notified the voters. It does not read the stakes again for them. */
export type NotedVotes = ReadonlySet<string>

/** Notifies the accounts that hold or delegated votes of each new step of a vote. Returns the steps that it has handled. Throws ChainUnavailableError. */
export async function noteNewVotes({ db, governance, hub }: Pick<Services, 'db' | 'governance' | 'hub'>, noted: NotedVotes): Promise<NotedVotes> {
  const { votes, members } = await governance.readVoteNews((proposal, step) => !noted.has(`${proposal}:${step}`))
  const isNew = votes.filter(({ proposal, step }) => !noted.has(`${proposal}:${step}`))
  if (isNew.length === 0) return noted
  const stored = await db.transaction(async (tx) => ((await tryLock(tx, 'notifications')) ? noteVotes(tx, { members, votes: isNew }) : null))
  if (stored === null) return noted
  if (stored > 0) hub.wake()
  // Keeps only current steps, so that the set does not grow.
  return new Set(votes.map(({ proposal, step }) => `${proposal}:${step}`))
}
