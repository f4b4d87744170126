import { notificationPath } from '@infinitio/domain'
import type { NotificationWire } from '@infinitio/domain/wire'
import { searchOfSaved } from '#web/parts/search/savedQuery.ts'
import { paramsOfSearch } from '#web/parts/search/searchState.ts'

/** Returns the path of a notification's subject. A saved search links to its results. */
export function pathOf(item: NotificationWire): string {
  if (item.kind !== 'search_found') return notificationPath(item)
  const params = paramsOfSearch(searchOfSaved(item.facts.query))
  return params === '' ? '/gpus' : `/gpus?${params}`
}
