import { horizonSeconds, secondsOfSearch, spanOfSeconds, wholeOf } from '@infinitio/domain'
import { nodesOf } from '#web/features/compare/nodesOf.ts'

/**
 * The compared machines in the order in which they were chosen, the duration of the lease, and the number of GPUs. If `gpus` is null, the minimum of each ask
 * is used.
 */
export type Comparison = { readonly nodes: readonly string[]; readonly seconds: number; readonly gpus: number | null }

const usualHours = 24
const usualSeconds = usualHours * 3_600

/** Reads a comparison from the URL, and uses defaults for invalid values. */
export function comparisonFromParams(params: URLSearchParams): Comparison {
  return {
    nodes: nodesOf(params.get('nodes')),
    seconds: secondsOfSearch({
      hours: wholeOf(params.get('hours') ?? '', 1, horizonSeconds / 3_600) ?? usualHours,
      minutes: wholeOf(params.get('minutes') ?? '', 1, 40_320),
    }),
    gpus: wholeOf(params.get('gpus') ?? '', 1, 15),
  }
}

/** Returns the URL of a comparison, and omits default values. */
export function addressOfComparison({ nodes, seconds, gpus }: Comparison): string {
  const params = [...(nodes.length === 0 ? [] : [`nodes=${nodes.join(',')}`]), ...spanParams(seconds), ...(gpus === null ? [] : [`gpus=${gpus}`])]
  return params.length === 0 ? '/gpus/compare' : `/gpus/compare?${params.join('&')}`
}

/** Returns the URL parameter for a lease of these seconds. Returns none for the default duration. */
export function spanParams(seconds: number): string[] {
  if (seconds === usualSeconds) return []
  const { minutes, ...whole } = spanOfSeconds(seconds)
  return ['hours' in whole ? `hours=${whole.hours}` : `minutes=${minutes}`]
}
