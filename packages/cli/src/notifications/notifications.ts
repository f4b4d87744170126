import { type Client, formatPt } from '@infinitio/sdk'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { table } from '../terminal/texts.ts'
import { printResult } from '../terminal/print.ts'

type Item = Awaited<ReturnType<Client['listNotifications']>>['items'][number]

/** What a notification says, on a line. Pure. */
export function notificationText(item: Item): string {
  switch (item.kind) {
    case 'lease_ready':
      return `${leaseOf(item.facts)} is ready: billing has begun`
    case 'lease_ending':
      return item.facts.extensionStopped
        ? `${leaseOf(item.facts)} ends at ${timeText(item.facts.endAt)} and cannot extend: its machine is no longer listed`
        : `${leaseOf(item.facts)} ends at ${timeText(item.facts.endAt)}`
    case 'lease_ended':
      return `${leaseOf(item.facts)} is over: ${pt(item.facts.spent)} PT spent, ${pt(item.facts.refund)} PT came back`
    case 'lease_budget':
      return `${leaseOf(item.facts)} has locked ${pt(item.facts.locked)} of the ${pt(item.facts.most)} PT it may extend to`
    case 'key_budget':
      return `the session key ${item.facts.key} has spent ${pt(item.facts.spent)} of its ${pt(item.facts.total)} PT`
    case 'machine_lost':
      return `${leaseOf(item.facts)}: its machine is lost`
    case 'order_filled':
      return `an order was filled: ${leaseOf(item.facts)}`
    case 'lease_shared':
      return `${item.facts.holder} shares ${leaseOf(item.facts)} with you, to ${item.facts.right}`
    case 'share_changed':
      return `${item.facts.holder} changed what you may do with ${leaseOf(item.facts)}: ${item.facts.right}`
    case 'share_ended':
      return `${leaseOf(item.facts)} is shared with you no more by ${item.facts.holder}`
    case 'search_found':
      return `${item.facts.found} new for the saved search ${item.facts.searchId}`
    case 'node_leased':
      return `${nodeOf(item.facts)} was leased: ${item.facts.gpus} GPU for ${(item.facts.durationSeconds / 3_600).toFixed(2)} h`
    case 'node_silent':
      return `${nodeOf(item.facts)} does not answer and is hidden`
    case 'node_lost':
      return `${nodeOf(item.facts)} is lost, with leases: ${item.facts.leases}`
    case 'webhook_disabled':
      return `the webhook ${item.facts.url} is out of use`
  }
}

/** A time for a person, UTC. Pure. */
export function timeText(seconds: number): string {
  return new Date(seconds * 1_000).toISOString().slice(0, 16)
}

const pt = (units: string) => formatPt(BigInt(units), { digits: 4 })
const nodeOf = ({ node, nodeName }: { node: string; nodeName: string | null }) => nodeName ?? node.slice(0, 10)
const leaseOf = (facts: { lease: string; leaseName: string | null; node: string; nodeName: string | null }) =>
  `lease ${facts.lease}${facts.leaseName === null ? '' : ` (${facts.leaseName})`} on ${nodeOf(facts)}`

/** What `infinitio notifications` takes. `read` marks all that there are as read. */
export type ListNotificationsOptions = CommonOptions & { readonly limit: string; readonly read: boolean }

/** Prints what the wallet was told, newest first, and how many are unread; those are marked. */
export async function listNotifications(options: ListNotificationsOptions): Promise<void> {
  const { client } = await signInClient(options)
  const page = await client.listNotifications({ limit: Number(options.limit) })
  const newest = page.items[0]
  if (options.read && newest !== undefined) await client.markNotificationsRead({ notificationId: newest.notificationId, andOlder: true })
  const rows = page.items.map((item) => [item.read ? '' : '*', timeText(item.at), item.kind, notificationText(item)])
  const text = `${table([['', 'UTC', 'kind', 'what'], ...rows], { right: [] })}\n${page.unread} unread${options.read ? ', marked as read now' : ''}.`
  printResult({ json: options.json, value: page, text: rows.length === 0 ? 'You were told nothing yet.' : text })
}
