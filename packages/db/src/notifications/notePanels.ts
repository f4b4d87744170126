// Notifications about panels. The API (role infinitio_api) writes the table `notifications`.
import type { Queryable } from '../client/queryable.ts'
import { insertNotifications } from './notifications.ts'

/**
 * A question that a panel (randomly selected reviewers, auditors or judges) must answer, as its notification stores it for one member. `number` is the number
 * of the bounty, carbon proof or finding. `until` is the deadline for the answer in Unix seconds.
 */
export type PanelNotification = {
  readonly account: string
  readonly step: 'drawn' | 'closing'
  readonly subject: 'bounty' | 'carbon_proof' | 'finding'
  readonly number: number
  readonly until: number
  /**
   * The number of the panel. The same work can get another panel later, and an account that is selected again is notified again. The notification does not
   * store this number.
   */
  readonly panelId: bigint
}

/**
 * Notifies members of panels, in one statement for all. Each account gets one notification for each panel and step. Call it inside a transaction. Returns how
 * many notifications were stored. Index: notifications (account, notification_key), notifications (account, notification_id).
 */
export function notePanels(tx: Queryable, { notices }: { notices: readonly PanelNotification[] }): Promise<number> {
  const rows = notices.map((notice) => ({ ...notice, panelId: `${notice.panelId}` }))
  return insertNotifications(tx, {
    news: `select p.account, 'panel:' || p."panelId" || ':' || p.step as key, 'panel' as kind,
        jsonb_build_object('step', p.step, 'subject', p.subject, 'number', p.number, 'until', p.until) as facts
      from jsonb_to_recordset($1::jsonb) as p (account text, step text, subject text, number int, until bigint, "panelId" text)`,
    values: [JSON.stringify(rows)],
  })
}
