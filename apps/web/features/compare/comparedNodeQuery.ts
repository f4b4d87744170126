import { getListing, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'
import { isMissing } from '#web/parts/api/problem.ts'
import type { Comparison } from '#web/features/compare/comparison.ts'

/** Query for one machine of a comparison with its price for the compared hours and GPUs; null if the market does not know the machine. */
export function comparedNodeQuery(api: Transport, node: string, { hours, gpus }: Pick<Comparison, 'hours' | 'gpus'>) {
  return queryOptions({
    queryKey: ['listing', node, hours, gpus],
    queryFn: () =>
      getListing(api, { node, query: { hours, ...(gpus === null ? {} : { minGpus: gpus }) } }).catch((error: unknown) => {
        if (isMissing(error)) return null
        throw error
      }),
  })
}
