import { noteVotes, tryLock, type VoteNotification } from '@infinitio/db'
import type { Services } from '../services/services.ts'

/** The votes that this server has handled in this hour. It does not read the stakes again for them. */
export type NotedVotes = ReadonlySet<string>

const hourMs = 3_600_000

/**
 * Notifies the accounts that hold or delegated votes of each new step of a vote. Looks at all votes again every hour,
 * because a member's daily limit may have left some out. Returns the handled votes. Throws ChainUnavailableError.
 */
export async function noteNewVotes(
  { db, governance, hub }: Pick<Services, 'db' | 'governance' | 'hub'>,
  { noted, nowMs }: { noted: NotedVotes; nowMs: number },
): Promise<NotedVotes> {
  const hour = Math.floor(nowMs / hourMs)
  const keyOf = ({ proposal, step, isSupported }: VoteNotification) => `${proposal}:${step}:${isSupported}:${hour}`
  const { votes, members } = await governance.readVoteNotifications((vote) => !noted.has(keyOf(vote)))
  if (votes.every((vote) => noted.has(keyOf(vote)))) return noted
  const stored = await db.transaction(async (tx) => ((await tryLock(tx, 'notifications')) ? noteVotes(tx, { members, votes }) : null))
  if (stored === null) return noted
  if (stored > 0) hub.wake()
  // Keeps only current steps, so that the set does not grow.
  return new Set(votes.map(keyOf))
}
