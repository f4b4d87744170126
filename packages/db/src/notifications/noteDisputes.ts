// Notifications about disputes. The API (role infinitio_api) writes the table `notifications`.
import type { Queryable } from '../client/queryable.ts'
import { insertNotifications } from './notifications.ts'

/** A step of a dispute, as its notification stores it for one account. `until` is the end of the step in Unix seconds. */
export type DisputeNotification = {
  readonly account: string
  readonly dispute: number
  readonly step: 'opened' | 'closing' | 'drawn' | 'vote' | 'reveal' | 'decided' | 'appealable' | 'appealed' | 'executed' | 'stands'
  readonly until: number | null
  /**
   * The number of the jury that takes this step. After an appeal, a second jury takes the same steps, and the account is notified again. The notification does
   * not store the number.
   */
  readonly round: number
}

/**
 * Notifies accounts of the steps of disputes, in one statement for all. Each account gets one notification for each dispute, step and jury. Call it inside a
 * transaction. Returns how many notifications were stored. Index: notifications (account, notification_key), notifications (account, notification_id).
 */
export function noteDisputes(tx: Queryable, { notices }: { notices: readonly DisputeNotification[] }): Promise<number> {
  return insertNotifications(tx, {
    news: `select d.account, 'dispute:' || d.dispute || ':' || d.step || ':' || d.round as key, 'dispute' as kind,
        jsonb_build_object('step', d.step, 'dispute', d.dispute, 'until', d.until) as facts
      from jsonb_to_recordset($1::jsonb) as d (account text, dispute int, step text, until bigint, round int)`,
    values: [JSON.stringify(notices)],
  })
}
