import { Session } from 'node:inspector'

type Coverage = { result: { url: string; functions: { ranges: { count: number }[] }[] }[] }

// From the first call of every function on: what was compiled without counters would not count.
const session = new Session()
session.connect()
session.post('Profiler.enable')
session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })

/**
 * What something costs the book, counted instead of timed: how often the functions of the book, and the blocks in them, ran meanwhile. It is the same on
 * every machine, however busy, and grows with whatever is looked at. Import it where it is needed alone: everything runs slower beside it.
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
