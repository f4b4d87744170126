import type { VoteNotification } from '@infinitio/db'
import type { ProposalWire } from '@infinitio/domain/wire'
import { plainText } from './plainText.ts'
import { happening, type ProposalRecord } from './proposalRecords.ts'
import { supportOf } from './voteSupport.ts'

const day = 86_400
/**
 * A step of a vote, such as its begin or its end, is notified for at most this many seconds after it. Later, members either got the notification or joined
 * after the step.
 */
const freshSeconds = 2 * day
/** If a quorum is reached late, the end of voting moves. This is the longest move that the governor allows, in seconds. */
const mostExtension = 14 * day
/** The most notifications in one run about votes on proposals with little stake in favour. It limits the rows that a flood of proposals can cause. */
const mostUnsupported = 50
/** A proposal counts as supported if the stake in favour is at least the quorum divided by this number. */
const supportedPart = 10n
const mostTitle = 100

/**
 * Returns for each vote the step, such as its begin or its end, that voters should be notified of now. Supported proposals (those with enough stake in favour)
 * come first; otherwise the given order stays. `now` is the block time in Unix seconds. `records` must be all proposals, because the stake of a voter is
 * divided among all proposals that it supports. Pure.
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
    return [{ step, proposal: wire.number, title, until: isOpen ? wire.votesUntil : null, isSupported }]
  })
  const others = news.filter(({ isSupported }) => !isSupported).slice(0, mostUnsupported)
  return [...news.filter(({ isSupported }) => isSupported), ...others]
}

/**
 * Returns true if a proposal may have a step, such as the begin of its vote, to notify voters of. Uses only the proposal's events, so old proposals are left
 * out without a request to the chain. Pure.
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
  // If a vote lasts two days or less, the notifications of its start and its end would come at nearly the same time, so the second is left out.
  if (state === 'active') return votesUntil - now <= day && votesUntil - votesFrom > 2 * day ? 'closing' : 'opened'
  if ((state === 'succeeded' || state === 'queued') && now - votesUntil < freshSeconds) return 'passed'
  return state === 'executed' && executedAt !== null && now - executedAt < freshSeconds ? 'executed' : null
}
