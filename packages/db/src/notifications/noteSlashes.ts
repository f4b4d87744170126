// Notifications about queued slashes. The API (role infinitio_api) writes the table `notifications`.
import type { Queryable } from '../client/queryable.ts'
import { insertNotifications } from './notifications.ts'

/**
 * A notification about a queued slash: an account will lose a part of its bond unless the slash is cancelled in time. `amount` is in base units of PToken, and
 * `until` is in Unix seconds.
 */
export type SlashNotification = {
  readonly account: string
  readonly step: 'queued' | 'closing'
  readonly bond: string
  readonly amount: bigint
  readonly until: number
  /**
   * The transaction that queued the slash. It is a part of the key that prevents a second notification of the same slash, so a later slash of the same bond is
   * notified again. Pages do not get this field.
   */
  readonly txHash: string
}

/**
 * Notifies accounts of queued slashes, in one statement for all. Each account gets one notification for each bond, slash and step. Call it inside a
 * transaction. Returns how many notifications were stored. Index: notifications (account, notification_key), notifications (account, notification_id).
 */
export function noteSlashes(tx: Queryable, { notices }: { notices: readonly SlashNotification[] }): Promise<number> {
  const rows = notices.map((notice) => ({ ...notice, amount: `${notice.amount}` }))
  return insertNotifications(tx, {
    news: `select s.account, 'slash:' || s."txHash" || ':' || s.bond || ':' || s.step as key, 'slash' as kind,
        jsonb_build_object('step', s.step, 'bond', s.bond, 'amount', s.amount, 'until', s.until) as facts
      from jsonb_to_recordset($1::jsonb) as s (account text, step text, bond text, amount text, until bigint, "txHash" text)`,
    values: [JSON.stringify(rows)],
  })
}
