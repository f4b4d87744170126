import { getClasses, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/** Query for the GPU classes and regions of the catalogue, with the free GPUs and the lowest price now. */
export function classesQuery(api: Transport) {
  return queryOptions({ queryKey: ['classes'], queryFn: () => getClasses(api) })
}
