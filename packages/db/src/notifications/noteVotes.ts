// Notifications about votes of the DAO. The API (role infinitio_api) writes the table `notifications`.
import type { Queryable } from '../client/queryable.ts'
import { insertNotifications } from './notifications.ts'

/** A step of a vote, as its notification stores it. `until` in Unix seconds. */
export type VoteNews = {
  readonly step: 'opened' | 'closing' | 'passed' | 'executed'
  readonly proposal: number
  readonly title: string
  readonly until: number | null
}

/**
 * Maximum notifications about one step of votes that an account gets in a day, so that many proposals cannot fill its list or mailbox. Each step
 * has its own count: proposals that open cannot use up the notices of votes that close.
 */
const mostADay = 20

/**
 * Notifies members of the steps of votes, once for each member, proposal and step, in one statement for all. Call it inside a transaction. Returns how many notifications
 * were stored. Index: notifications (account, notification_id).
 */
export function noteVotes(tx: Queryable, { members, votes }: { members: readonly string[]; votes: readonly VoteNews[] }): Promise<number> {
  return insertNotifications(tx, {
    news: `select m.account, 'vote:' || v.proposal || ':' || v.step as key, 'vote' as kind,
        jsonb_build_object('step', v.step, 'proposal', v.proposal, 'title', v.title, 'until', v.until) as facts
      from (select distinct unnest($1::text[]) as account) m join accounts a on a.account = m.account
      cross join jsonb_to_recordset($2::jsonb) as v (proposal int, step text, title text, until bigint)
      where (select count(*) from notifications n where n.account = m.account and n.kind = 'vote' and n.facts->>'step' = v.step
        and n.created_at > now() - interval '1 day') < $3::int
      order by v.proposal`,
    values: [members, JSON.stringify(votes), mostADay],
  })
}
