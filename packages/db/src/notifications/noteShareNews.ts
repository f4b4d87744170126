import type { Queryable } from '../client/queryable.ts'
import { insertNotifications } from './insertNotifications.ts'
import { leaseFacts, leaseFactsJoins } from './leaseFacts.ts'

type ShareNews = { bidHash: string; guest: string; holder: string } & (
  | { kind: 'lease_shared' | 'share_changed'; right: 'watch' | 'use' }
  | { kind: 'share_ended'; right: null }
)

/** Who shares and takes back over and over fills nobody's list, nor their mailbox. */
const mostOfLeaseAnHour = 12

/**
 * Tells a teammate that a lease is shared with them, by another right than before, or no more; at most twelve times an hour of one lease. Call it in the
 * transaction that does it. Returns how many were told. Index: leases (bid_hash), notifications (account, notification_id).
 */
export function noteShareNews(tx: Queryable, { kind, bidHash, guest, holder, right }: ShareNews): Promise<number> {
  return insertNotifications(tx, {
    news: `select $1::text as account, $2 || ':' || l.bid_hash || ':' || floor(extract(epoch from clock_timestamp()) * 1000000) as key, $2 as kind,
        ${leaseFacts('$1')} || jsonb_strip_nulls(jsonb_build_object('holder', $4::text, 'right', $5::text)) as facts
      from leases l ${leaseFactsJoins} where l.bid_hash = $3
        and (select count(*) from notifications o where o.account = $1 and o.created_at > now() - interval '1 hour'
          and o.kind in ('lease_shared', 'share_changed', 'share_ended') and o.facts ->> 'lease' = l.lease_id::text) < $6`,
    values: [guest, kind, bidHash, holder, right, mostOfLeaseAnHour],
  })
}
