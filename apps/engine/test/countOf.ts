import { metrics } from '@infinitio/process'

/** What a counter of this process says by now, 0 before its first. The files of one worker share its counters, so a test looks at what came since it began. */
export async function countOf(series: string): Promise<number> {
  const line = (await metrics.text()).split('\n').find((one) => one.startsWith(`${series} `))
  return Number(line?.slice(series.length) ?? 0)
}
