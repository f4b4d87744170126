import type { VoteNotification } from '@infinitio/db'
import type { ProposalWire } from '@infinitio/domain/wire'
import { plainText } from './plainText.ts'
import { happening, type ProposalRecord } from './proposalRecords.ts'
import { supportOf } from './voteSupport.ts'

const day = 86_400
/**
 * Members are notified that a proposal passed or was executed for at most this many seconds after the end of the vote or the execution. An account that becomes
 * a member after that gets no such notification.
 */
const freshSeconds = 2 * day
/** If a quorum is reached late, the vote ends later. This is the longest extension that the governor allows, in seconds. */
const mostExtension = 14 * day
/** In one run, members are notified of at most this many proposals with little stake in favour. So a flood of proposals cannot cause too many rows. */
const mostUnsupported = 50
/** A proposal counts as supported if the stake in favour is at least the quorum divided by this number. */
const supportedPart = 10n
const mostTitle = 100

/**
 * Returns the steps of votes (such as the begin or the end of a vote) that voters should be notified of now. Those of supported proposals (with enough stake in
 * favour) come first; of the others, at most `mostUnsupported` follow. `now` is the block time in Unix seconds. `records` must be all proposals, because the
 * stake of a voter is divided among all proposals that it supports. Pure.
 */
export function voteNotifications(
  proposals: readonly { readonly wire: ProposalWire; readonly record: ProposalRecord }[],
  { now, records }: { now: number; records: readonly ProposalRecord[] },
): VoteNotification[] {
  const support = supportOf(records)
  const news = proposals.flatMap(({ wire, record }): VoteNotification[] => {
    const step = stepOf(wire, happening(record, 'executed')?.at ?? null, now)
    if (step === null) return []
    const isOpen = step === 'opened' || step === 'closing'
    // A proposal that is no longer open needs no support for a notification: it passed, so it had a quorum.
    const isSupported = !isOpen || (support.get(wire.number) ?? 0n) * supportedPart >= BigInt(wire.quorum)
    const title = plainText(wire.title).slice(0, mostTitle)
    return [
      { step, proposal: wire.number, title, until: isOpen ? wire.votesUntil : null, isSupported, voted: isOpen ? [...record.votes.keys()] : [] },
    ]
  })
  const others = news.filter(({ isSupported }) => !isSupported).slice(0, mostUnsupported)
  return [...news.filter(({ isSupported }) => isSupported), ...others]
}

/**
 * Returns true if voters may have to be notified now of a step of a proposal, such as the begin of its vote. Uses only the proposal's events, so old proposals
 * are left out without a request to the chain. Pure.
 */
export function mayNotify(record: ProposalRecord, now: number): boolean {
  if (happening(record, 'cancelled') !== undefined || happening(record, 'vetoed') !== undefined) return false
  const executed = happening(record, 'executed')
  return executed === undefined ? now < record.proposed.votesUntil + mostExtension + freshSeconds : now < executed.at + freshSeconds
}

function stepOf(
  { state, votesFrom, votesUntil }: ProposalWire,
  executedAt: number | null,
  now: number,
): 'opened' | 'closing' | 'passed' | 'executed' | null {
  // The second notification of an open vote is due one day before the vote's end. If a vote lasts two days or less, this is at most a day after the first
  // notification, so leave it out.
  if (state === 'active') return votesUntil - now <= day && votesUntil - votesFrom > 2 * day ? 'closing' : 'opened'
  if ((state === 'succeeded' || state === 'queued') && now - votesUntil < freshSeconds) return 'passed'
  return state === 'executed' && executedAt !== null && now - executedAt < freshSeconds ? 'executed' : null
}
