import type { DisputeNotification } from '@infinitio/db'
import { type Address, trialSeconds } from '@infinitio/domain'
import type { DisputeRecord } from './disputeRecords.ts'

/** Notices announce this many seconds before the deadline that evidence closes, and that a juror's vote is missing. */
const closingSeconds = 43_200
/** The end of a dispute is news for a day. */
const newsSeconds = 86_400
const forOpener = 1

/** Returns the notifications that the present step of each dispute asks for, at a time of the chain in Unix seconds. Pure. */
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
      // During this time the second jury is requested, which does not count as a second appeal.
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
