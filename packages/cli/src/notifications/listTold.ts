import { type CommonOptions, signInClient } from '../context/settings.ts'
import { printResult } from '../terminal/printResult.ts'
import { table } from '../terminal/table.ts'
import { timeText, toldText } from './toldText.ts'

/** What `infinitio notifications` takes. `read` marks all that there are as read. */
export type ListToldOptions = CommonOptions & { readonly limit: string; readonly read: boolean }

/** Prints what the wallet was told, newest first, and how many are unread; those are marked. */
export async function listTold(options: ListToldOptions): Promise<void> {
  const { client } = await signInClient(options)
  const page = await client.listNotifications({ limit: Number(options.limit) })
  const newest = page.items[0]
  if (options.read && newest !== undefined) await client.markNotificationsRead({ notificationId: newest.notificationId, andOlder: true })
  const rows = page.items.map((item) => [item.read ? '' : '*', timeText(item.at), item.kind, toldText(item)])
  const text = `${table([['', 'UTC', 'kind', 'what'], ...rows], { right: [] })}\n${page.unread} unread${options.read ? ', marked as read now' : ''}.`
  printResult({ json: options.json, value: page, text: rows.length === 0 ? 'You were told nothing yet.' : text })
}
