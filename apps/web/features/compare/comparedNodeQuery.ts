import { spanOfSeconds } from '@infinitio/domain'
import { getListing, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'
import { isMissing } from '#web/parts/api/problem.ts'
import type { Comparison } from '#web/features/compare/comparison.ts'

/** Query for a machine of a comparison, with its price for the compared duration and number of GPUs. Returns null if the market does not know the machine. */
export function comparedNodeQuery(api: Transport, node: string, { seconds, gpus }: Pick<Comparison, 'seconds' | 'gpus'>) {
  const { minutes, ...whole } = spanOfSeconds(seconds)
  const span = minutes === null ? whole : { minutes }
  return queryOptions({
    queryKey: ['listing', node, seconds, gpus],
    queryFn: () =>
      getListing(api, { node, query: { ...span, ...(gpus === null ? {} : { minGpus: gpus }) } }).catch((error: unknown) => {
        if (isMissing(error)) return null
        throw error
      }),
  })
}
