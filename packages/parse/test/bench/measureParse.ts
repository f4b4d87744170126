// Measures the speed and the accuracy of the grammar on the 227 queries, each several times, after a first time that does not count: `npm run bench -- parse`.
import { parseSearch } from '../../src/index.ts'
import { fixtureCatalogue, fixtureNow, queryRows } from '../fixture.ts'
import { isRightReading } from '../isRightReading.ts'

const rounds = 7
const context = { now: fixtureNow, offsetMinutes: 0, catalogue: fixtureCatalogue, rates: [] } as const

const p95Ms: number[] = []
for (let round = 0; round <= rounds; round += 1) {
  const times = queryRows.map(({ text, lang }) => {
    const from = performance.now()
    parseSearch(text, { ...context, language: lang })
    return performance.now() - from
  })
  const p95 = times.toSorted((one, other) => one - other)[Math.floor(times.length * 0.95)] ?? 0
  // The first round compiles the patterns, so it does not count.
  if (round === 0) continue
  p95Ms.push(p95)
  console.log(`run ${round}: p95 ${p95.toFixed(3)} ms`)
}
const right = queryRows.filter(isRightReading).length
console.log(JSON.stringify({ queries: [queryRows.length], rightShare: [right / queryRows.length], p95Ms }))
