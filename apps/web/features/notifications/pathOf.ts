import { assertNever } from '@infinitio/domain'
import type { NotificationWire } from '@infinitio/domain/wire'
import { searchOfSaved } from '#web/parts/search/savedQuery.ts'
import { paramsOfSearch } from '#web/parts/search/searchState.ts'

/** The page of what a notification is about. */
export function pathOf(item: NotificationWire): string {
  switch (item.kind) {
    case 'lease_ready':
    case 'lease_ending':
    case 'lease_ended':
    case 'lease_budget':
    case 'machine_lost':
    case 'order_filled':
    case 'lease_shared':
    case 'share_changed':
      return `/leases/${item.facts.lease}`
    case 'key_budget':
      return '/wallet/keys'
    case 'share_ended':
      return '/leases'
    case 'node_leased':
    case 'node_silent':
    case 'node_lost':
      return '/provide'
    case 'search_found': {
      const params = paramsOfSearch(searchOfSaved(item.facts.query))
      return params === '' ? '/gpus' : `/gpus?${params}`
    }
    case 'webhook_disabled':
      return '/notifications#webhooks'
    default:
      return assertNever(item)
  }
}
