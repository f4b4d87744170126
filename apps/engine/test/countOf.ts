import { metrics } from '@infinitio/process'

/**
 * Returns the current value of a metrics counter in this process; 0 before its first count. Test files in one worker share the counters, so a test must compare
 * with the value at its start.
 */
export async function countOf(series: string): Promise<number> {
  const line = (await metrics.text()).split('\n').find((one) => one.startsWith(`${series} `))
  return Number(line?.slice(series.length) ?? 0)
}
