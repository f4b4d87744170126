import type { VoteNews } from '@infinitio/db'
import type { ProposalWire } from '@infinitio/domain/wire'
import { plainText } from './plainText.ts'
import { happening, type ProposalRecord } from './proposalRecords.ts'

const day = 86_400
/**
 * Steps older than this many seconds are left out, because their voters were notified then or
 * joined later.
 */
const freshSeconds = 2 * day
/**
 * The most votes that one run notifies of. It limits the reading cost of a flood of proposals. The
 * votes with most G come first: the bond of a proposal comes back, so a flood costs its author
 * nothing, but it cannot hide a proposal for which others vote.
 */
const mostVotes = 20
const mostTitle = 100

/**
 * Returns the newest step of each vote of which voters are notified, at a block. `now` is the time
 * of that block. Pure.
 */
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
  // A vote of two days or less would send both notices at nearly the same time.
  if (state === 'active') return votesUntil - now <= day && votesUntil - votesFrom > 2 * day ? 'closing' : 'opened'
  if ((state === 'succeeded' || state === 'queued') && now - votesUntil < freshSeconds) return 'passed'
  return state === 'executed' && executedAt !== null && now - executedAt < freshSeconds ? 'executed' : null
}
