import { getFleetCalendar, type Transport } from '@infinitio/sdk'
import { infiniteQueryOptions } from '@tanstack/react-query'

/** The calendar of the signed-in provider's fleet, page by page. */
export function fleetCalendarQuery(api: Transport) {
  return infiniteQueryOptions({
    queryKey: ['provider', 'calendar'],
    queryFn: ({ pageParam }) => getFleetCalendar(api, pageParam === null ? {} : { after: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
}
