import { getClasses, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/** GPU classes and regions of the catalogue with what is free and the cheapest price now. */
export function classesQuery(api: Transport) {
  return queryOptions({ queryKey: ['classes'], queryFn: () => getClasses(api) })
}
