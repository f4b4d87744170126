import type { Client } from '@infinitio/sdk'
import { leaseMessage, messageText, type NotificationWriter, writeNotification } from '@infinitio/sdk/notifications'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { table } from '../terminal/texts.ts'
import { printResult } from '../terminal/print.ts'
import { sentencePt } from '../terminal/columnPt.ts'

type Item = Awaited<ReturnType<Client['listNotifications']>>['items'][number]

const writer: NotificationWriter = {
  node: (id, name) => name ?? id.slice(0, 10),
  lease: ({ name, ...lease }) => messageText(leaseMessage, { language: 'en', values: { ...lease, name: name === null ? 'none' : `(${name})` } }),
  account: (address) => address,
  amount: sentencePt,
  moment: timeText,
  span: (seconds) => `${(seconds / 3_600).toFixed(2)} h`,
  url: (url) => url,
  quote: (text) => text,
  search: ({ searchId }) => searchId,
}

/** Returns the text of a notification on one line. Pure. */
export function notificationText(item: Item): string {
  return writeNotification(item, { language: 'en', writer }).text
}

/** Formats a time in UTC for a person. Pure. */
export function timeText(seconds: number): string {
  return new Date(seconds * 1_000).toISOString().slice(0, 16)
}

/** Options of `infinitio notifications`. `read` marks all existing notifications as read. */
export type ListNotificationsOptions = CommonOptions & { readonly limit: string; readonly read: boolean }

/** Prints the wallet's notifications, newest first, with `*` before the unread ones, and the number of unread ones. With `--read`, also marks them as read. */
export async function listNotifications(options: ListNotificationsOptions): Promise<void> {
  const { client } = await signInClient(options)
  const page = await client.listNotifications({ limit: Number(options.limit) })
  const newest = page.items[0]
  if (options.read && newest !== undefined) await client.markNotificationsRead({ notificationId: newest.notificationId, andOlder: true })
  const rows = page.items.map((item) => [item.read ? '' : '*', timeText(item.at), item.kind, notificationText(item)])
  const text = `${table([['', 'UTC', 'kind', 'what'], ...rows], { right: [] })}\n${page.unread} unread${options.read ? ', marked as read now' : ''}.`
  printResult({ json: options.json, value: page, text: rows.length === 0 ? 'No notifications yet.' : text })
}
