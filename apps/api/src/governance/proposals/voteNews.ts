import type { VoteNews } from '@infinitio/db'
import type { ProposalWire } from '@infinitio/domain/wire'
import { plainText } from './plainText.ts'
import { happening, type ProposalRecord } from './proposalRecords.ts'

const day = 86_400
/** Steps older than this many seconds are left out: the voters were notified at the time or joined later. */
const freshSeconds = 2 * day
/**
 * The most votes that one run reports. It limits the reads that a flood of proposals can cause.
 * Votes with the most G come first. A flood costs its author nothing, because the bonds are
 * returned, but it cannot hide a proposal that others vote for.
 */
const mostVotes = 20
const mostTitle = 100

/** Returns the newest step of each vote that voters are notified of, at a block. `now` is the time of that block. Pure. */
export function voteNews(proposals: readonly { readonly wire: ProposalWire; readonly record: ProposalRecord }[], now: number): VoteNews[] {
  const byTurnout = proposals.toSorted((one, other) => Number(turnoutOf(other.wire) - turnoutOf(one.wire)))
  const news = byTurnout.flatMap(({ wire, record }): VoteNews[] => {
    const step = stepOf(wire, happening(record, 'executed')?.at ?? null, now)
    if (step === null) return []
    const isOpen = step === 'opened' || step === 'closing'
    return [{ step, proposal: wire.number, title: plainText(wire.title).slice(0, mostTitle), until: isOpen ? wire.votesUntil : null }]
  })
  return news.slice(0, mostVotes)
}

function turnoutOf({ votes }: ProposalWire): bigint {
  return BigInt(votes.for) + BigInt(votes.against) + BigInt(votes.abstain)
}

function stepOf({ state, votesFrom, votesUntil }: ProposalWire, executedAt: number | null, now: number): VoteNews['step'] | null {
  // If a vote lasts two days or less, the notifications of its start and its end would come at nearly the same time, so the second is left out.
  if (state === 'active') return votesUntil - now <= day && votesUntil - votesFrom > 2 * day ? 'closing' : 'opened'
  if ((state === 'succeeded' || state === 'queued') && now - votesUntil < freshSeconds) return 'passed'
  return state === 'executed' && executedAt !== null && now - executedAt < freshSeconds ? 'executed' : null
}
