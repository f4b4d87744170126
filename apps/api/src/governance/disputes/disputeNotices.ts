import type { DisputeNotification } from '@infinitio/db'
import { type Address, trialSeconds } from '@infinitio/domain'
import type { DisputeRecord } from './disputeRecords.ts'

/** Parties are reminded this many seconds before evidence closes, and a juror this many seconds before the vote is due. */
const closingSeconds = 43_200
/** Accounts are notified of the end of a dispute for at most this many seconds after it. */
const newsSeconds = 86_400
const forOpener = 1

/**
 * Returns the notifications that are due now. For each dispute, the accounts that its current step (such as the start of the vote) concerns are notified of the
 * step and, shortly before some deadlines, reminded. `now` is the block time in Unix seconds. Pure.
 */
export function disputeNotices(records: readonly DisputeRecord[], now: number): DisputeNotification[] {
  return records.flatMap((record) => noticesOf(record, now))
}

function noticesOf(record: DisputeRecord, now: number): DisputeNotification[] {
  const { state, until, opened, round, logs } = record
  const notify = (step: DisputeNotification['step'], accounts: readonly Address[], deadline: number | null): DisputeNotification[] =>
    [...new Set(accounts)].map((account) => ({ account, dispute: opened.id, step, until: deadline, round }))
  const parties = partiesOf(record)
  switch (state) {
    case 'evidence': {
      if (now >= until) return []
      const other = parties.filter((account) => account !== opened.opener)
      return [...notify('opened', other, until), ...(now >= until - closingSeconds ? notify('closing', parties, until) : [])]
    }
    case 'voting': {
      const jury = record.juries.at(-1)
      const reveals = until - trialSeconds.reveal
      if (jury === undefined || now >= until) return []
      if (now < reveals) {
        const late = now >= reveals - closingSeconds ? jury.members.filter((account) => !jury.committed.has(account)) : []
        return [...notify('drawn', jury.members, reveals), ...notify('vote', late, reveals)]
      }
      return notify(
        'reveal',
        jury.members.filter((account) => jury.committed.has(account) && !jury.votes.has(account)),
        until,
      )
    }
    case 'decided': {
      if (round !== 1 || now >= until) return []
      const loser = record.verdict === forOpener ? opened.respondent : opened.opener
      const others = [...parties, ...membersOf(record)].filter((account) => account !== loser)
      return [...(loser === null ? [] : notify('appealable', [loser], until)), ...notify('decided', others, until)]
    }
    case 'done':
    case 'stands': {
      const endedAt = logs.findLast(({ kind }) => kind === 'executed' || kind === 'lapsed' || kind === 'counted')?.at ?? 0
      if (now > endedAt + newsSeconds) return []
      return state === 'done' ? notify('executed', [...parties, ...membersOf(record)], null) : notify('stands', parties, null)
    }
    case 'drawing': {
      if (record.appeal === null || now >= until) return []
      const appellant = record.appeal.account
      const others = [...parties, ...membersOf(record)].filter((account) => account !== appellant)
      // When the second jury is requested, the contract already counts round 2. The notification must name the round that was appealed, which is always the
      // first.
      return notify('appealed', others, until).map((notice) => ({ ...notice, round: 1 }))
    }
    case 'unknown':
      return []
  }
}

function partiesOf({ opened: { opener, respondent }, appeal }: DisputeRecord): Address[] {
  return [opener, ...(respondent === null ? [] : [respondent]), ...(appeal === null ? [] : [appeal.account])]
}

function membersOf({ juries }: DisputeRecord): Address[] {
  return juries.flatMap(({ members }) => members)
}
