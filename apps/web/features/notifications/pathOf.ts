import { assertNever } from '@infinitio/domain'
import type { NotificationWire } from '@infinitio/domain/wire'

/** The page of what a notification is about. */
export function pathOf(item: NotificationWire): string {
  switch (item.kind) {
    case 'lease_ready':
    case 'lease_ending':
    case 'lease_ended':
    case 'machine_lost':
    case 'order_filled':
      return `/leases/${item.facts.lease}`
    case 'node_leased':
    case 'node_silent':
    case 'node_lost':
      return '/provide'
    case 'webhook_disabled':
      return '/notifications#webhooks'
    default:
      return assertNever(item)
  }
}
