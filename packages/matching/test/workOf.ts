import { Session } from 'node:inspector'

type Coverage = { result: { url: string; functions: { ranges: { count: number }[] }[] }[] }

/**
 * What something costs the book, counted instead of timed: how often the functions of the book, and the blocks in them, ran meanwhile. It is the same on
 * every machine, however busy, and grows with whatever is looked at.
 */
export function workOf(run: () => void): number {
  const session = new Session()
  session.connect()
  session.post('Profiler.enable')
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  run()
  let work = 0
  session.post('Profiler.takePreciseCoverage', (error: Error | null, coverage: object | undefined) => {
    if (error !== null) throw error
    const ours = (coverage as Coverage).result.filter(({ url }) => url.includes('/packages/matching/src/'))
    for (const { functions } of ours) for (const { ranges } of functions) for (const { count } of ranges) work += count
  })
  session.disconnect()
  return work
}
