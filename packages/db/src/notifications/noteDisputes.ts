// Notifications about disputes. The API (role infinitio_api) writes the table `notifications`.
import type { Queryable } from '../client/queryable.ts'
import { insertNotifications } from './notifications.ts'

/** A step of a dispute for one account, as its notification stores it. `until` is in Unix seconds. */
export type DisputeNotification = {
  readonly account: string
  readonly dispute: number
  readonly step: 'opened' | 'closing' | 'drawn' | 'vote' | 'reveal' | 'decided' | 'appealable' | 'appealed' | 'executed' | 'stands'
  readonly until: number | null
  /** The jury whose step it is, so that a second jury is notified again. The notification does not store it. */
  readonly round: number
}

/**
 * Notifies accounts of the steps of disputes, once for each account, dispute, step and jury, in one statement for all. Call it inside a transaction. Returns how many
 * notifications were stored. Index: notifications (account, notification_key), notifications (account, notification_id).
 */
export function noteDisputes(tx: Queryable, { notices }: { notices: readonly DisputeNotification[] }): Promise<number> {
  return insertNotifications(tx, {
    news: `select d.account, 'dispute:' || d.dispute || ':' || d.step || ':' || d.round as key, 'dispute' as kind,
        jsonb_build_object('step', d.step, 'dispute', d.dispute, 'until', d.until) as facts
      from jsonb_to_recordset($1::jsonb) as d (account text, dispute int, step text, until bigint, round int)`,
    values: [JSON.stringify(notices)],
  })
}
