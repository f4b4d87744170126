// Notifications about votes of the DAO. The API (role infinitio_api) writes the table `notifications`.
import type { Queryable } from '../client/queryable.ts'
import { insertNotifications } from './notifications.ts'

/**
 * A step of a vote, as its notification stores it. `until` is in Unix seconds. `isSupported` is true if enough G tokens are staked behind the proposal to take
 * it seriously; the notification does not store this. `voted` has the accounts that have voted, while the vote is open.
 */
export type VoteNotification = {
  readonly step: 'opened' | 'closing' | 'passed' | 'executed'
  readonly proposal: number
  readonly title: string
  readonly until: number | null
  readonly isSupported: boolean
  readonly voted: readonly string[]
}

/** The most notifications of one kind of step (`step`) that an account gets in 24 h about proposals with too little support. */
const mostADay = 10

/** If a proposal has too little support, the key of its notification ends with this text. Only such notifications count against the daily limit. */
const unsupported = ':unsupported'

/**
 * Notifies members of the steps of votes, once for each member, proposal and step, in one statement for all. `votes` are in order of importance. A proposal
 * costs only a bond that is returned, so anybody can make many of them. So for votes on proposals with too little support, an account gets at most ten
 * notifications of each kind of step in 24 h, and at most once a day another one that says that more votes are open. Votes on supported proposals are always
 * notified and do not count against this limit. Accounts that have voted get no notification of the open vote. Call it inside a transaction. Returns how many notifications were stored. Index: notifications (account,
 * notification_id), notifications (account, notification_key).
 */
export function noteVotes(tx: Queryable, { members, votes }: { members: readonly string[]; votes: readonly VoteNotification[] }): Promise<number> {
  return insertNotifications(tx, {
    news: `with m as (select distinct a.account from unnest($1::text[]) as named (account) join accounts a using (account)),
      today as (
        select n.account, n.facts->>'step' as step, count(*) as stored from notifications n join m using (account)
        where n.kind = 'vote' and n.notification_key like '%' || $4 and n.created_at > now() - interval '1 day' group by 1, 2),
      fresh as (
        select m.account, v.*, 'vote:' || v.proposal || ':' || v.step || case when v."isSupported" then '' else $4 end as key,
          row_number() over (partition by m.account, v.step, v."isSupported" order by v.nth) as place
        from m cross join rows from (jsonb_to_recordset($2::jsonb) as (proposal int, step text, title text, until bigint, "isSupported" boolean, voted text[]))
          with ordinality as v (proposal, step, title, until, "isSupported", voted, nth)
        where m.account <> all(v.voted) and not exists (
          select 1 from notifications n where n.account = m.account
            and n.notification_key in ('vote:' || v.proposal || ':' || v.step, 'vote:' || v.proposal || ':' || v.step || $4))),
      placed as (
        select f.*, f."isSupported" or f.place + coalesce(t.stored, 0) <= $3::int as fits from fresh f left join today t using (account, step))
      select account, key, kind, facts from (
        select account, nth, key, 'vote' as kind, jsonb_build_object('step', step, 'proposal', proposal, 'title', title, 'until', until) as facts
        from placed where fits
        union all
        select distinct account, null::bigint, 'vote:more:' || to_char(now() at time zone 'utc', 'YYYY-MM-DD'), 'vote',
          jsonb_build_object('step', 'more', 'proposal', null, 'title', null, 'until', null)
        from placed where not fits) as all_news order by nth nulls last`,
    values: [members, JSON.stringify(votes), mostADay, unsupported],
  })
}

/**
 * Marks the notifications of an open vote as read for the accounts that have voted. Returns how many were unread. Index: notifications (account,
 * notification_key).
 */
export async function markVoted(db: Queryable, votes: readonly VoteNotification[]): Promise<number> {
  const voted = votes.filter((vote) => vote.voted.length > 0)
  if (voted.length === 0) return 0
  const read = await db.query(
    `update notifications n set read_at = now() from jsonb_to_recordset($1::jsonb) as v (proposal int, voted text[])
      where n.account = any(v.voted) and n.read_at is null and n.notification_key in (
        'vote:' || v.proposal || ':opened', 'vote:' || v.proposal || ':closing',
        'vote:' || v.proposal || ':opened' || $2, 'vote:' || v.proposal || ':closing' || $2)
      returning 1`,
    [JSON.stringify(voted), unsupported],
  )
  return read.length
}
