import { markVoted, noteVotes, tryLock, type VoteNotification } from '@infinitio/db'
import type { Services } from '../services/services.ts'

/**
 * The votes about which this server has already notified members in the current hour, by their keys. For these votes, the server does not read the members of
 * the DAO again.
 */
export type NotedVotes = ReadonlySet<string>

const hourMs = 3_600_000

/**
 * Notifies the accounts that hold or delegated votes of each new step of a vote, such as its begin or its end. Goes through all votes again every hour, because
 * a member's daily limit may have left some out. Marks the notification of an open vote as read for accounts that have voted. Returns the handled votes, for the next run. Throws ChainUnavailableError.
 */
export async function noteNewVotes(
  { db, governance, hub }: Pick<Services, 'db' | 'governance' | 'hub'>,
  { noted, nowMs }: { noted: NotedVotes; nowMs: number },
): Promise<NotedVotes> {
  const hour = Math.floor(nowMs / hourMs)
  const keyOf = ({ proposal, step, isSupported }: VoteNotification) => `${proposal}:${step}:${isSupported}:${hour}`
  const { votes, members } = await governance.readVoteNotifications((vote) => !noted.has(keyOf(vote)))
  if ((await markVoted(db, votes)) > 0) hub.wake()
  if (votes.every((vote) => noted.has(keyOf(vote)))) return noted
  const stored = await db.transaction(async (tx) => ((await tryLock(tx, 'notifications')) ? noteVotes(tx, { members, votes }) : null))
  if (stored === null) return noted
  if (stored > 0) hub.wake()
  // Return only the votes that need a notification now. Otherwise the set would grow forever.
  return new Set(votes.map(keyOf))
}
