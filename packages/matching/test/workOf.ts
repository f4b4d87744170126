import { Session } from 'node:inspector'

type Coverage = { result: { url: string; functions: { ranges: { count: number }[] }[] }[] }

// Start counting before the first call of every function: V8 does not count in code that it compiled without counters.
const session = new Session()
session.connect()
session.post('Profiler.enable')
session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })

/**
 * Counts the work of `run`: how often functions of the book, and blocks in them, ran. Unlike time, the count is the same on every machine and
 * grows with everything that is read. Import it only where needed, because it slows down all code.
 */
export function workOf(run: () => void): number {
  countsSinceLast()
  run()
  return countsSinceLast()
}

function countsSinceLast(): number {
  let work = 0
  session.post('Profiler.takePreciseCoverage', (error: Error | null, coverage: object | undefined) => {
    if (error !== null) throw error
    const ours = (coverage as Coverage).result.filter(({ url }) => url.includes('/packages/matching/src/'))
    for (const { functions } of ours) for (const { ranges } of functions) for (const { count } of ranges) work += count
  })
  return work
}
