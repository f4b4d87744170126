// Simulates task pools in which some accounts cheat, and prints what cheating earns: `npm run bench -- replication`. `--seeds N` sets the number of seeds
// (100).
import { parseArgs } from 'node:util'
import { cheatOfHonest, type PoolReport, type PoolRow, poolRows, simulatePool } from '../../src/index.ts'

const { values } = parseArgs({ options: { seeds: { type: 'string', default: '100' } } })
const seeds = Array.from({ length: Number(values.seeds) }, (_, at) => at + 1)
const sums = new Map<string, { row: PoolRow; reports: PoolReport[] }>()
for (const seed of seeds) {
  for (const row of poolRows(seed)) {
    const known = sums.get(row.name) ?? { row, reports: [] }
    known.reports.push(simulatePool(row.settings))
    sums.set(row.name, known)
  }
  if (seed % 10 === 0) console.log(`run ${seed} of ${seeds.length}`)
}

const sum = (reports: readonly PoolReport[], of: (report: PoolReport) => number) => reports.reduce((all, it) => all + of(it), 0)
const percent = (part: number, whole: number) => (whole === 0 ? 0 : (100 * part) / whole)
const faked = (it: PoolReport) => it.fakedTasks
const ratios = [...sums.values()].map(({ row, reports }) => {
  const cheatProfit = sum(reports, (it) => it.cheatProfit * it.fakedTasks) / Math.max(1, sum(reports, faked))
  const honestProfit =
    sum(reports, (it) => it.honestProfit * (it.tasks - it.fakedTasks)) /
    Math.max(
      1,
      sum(reports, (it) => it.tasks - it.fakedTasks),
    )
  return {
    ...row,
    wrongPct: percent(
      sum(reports, (it) => it.wrongChunks),
      sum(reports, (it) => it.chunks),
    ),
    overheadPct: percent(
      sum(reports, (it) => it.checkedChunks),
      sum(reports, (it) => it.chunks),
    ),
    caughtPct: percent(
      sum(reports, (it) => it.caught),
      sum(reports, faked),
    ),
    auditsPct: percent(
      sum(reports, (it) => it.auditsByCheats),
      sum(reports, (it) => it.audits),
    ),
    unauditedPct: percent(
      sum(reports, (it) => it.unaudited),
      sum(reports, (it) => it.tasks),
    ),
    honestLosses: sum(reports, (it) => it.honestLosses),
    loadPct: sum(reports, (it) => it.reachedLoadBps) / reports.length / 100,
    profit: cheatProfit / 1e6,
    ofHonest: cheatOfHonest({ cheatProfit, honestProfit, fakedTasks: sum(reports, faked) }),
  }
})
console.log('curve profit: of a faked task, in rewards; an honest task earns about 0.2')
console.log('curve | pool | busy % | audits by cheats % | caught % | profit | unaudited % | honest losses | overhead % | wrong % |')
console.log('curve | --- | --- | --- | --- | --- | --- | --- | --- | --- |')
for (const it of ratios) {
  const name = it.kind === 'limit' ? `limit: ${it.name}` : it.name
  const cells = [it.loadPct, it.auditsPct, it.caughtPct].map((value) => value.toFixed(1))
  const rest = [it.unauditedPct.toFixed(2), it.honestLosses, it.overheadPct.toFixed(1), it.wrongPct.toFixed(3)]
  console.log(`curve | ${[name, ...cells, it.profit.toFixed(2), ...rest].join(' | ')} |`)
}
const apart = ratios.filter((it) => it.kind === 'apart')
const best = ratios.filter((it) => it.kind !== 'limit').flatMap(({ ofHonest }) => (ofHonest === null ? [] : [ofHonest]))
console.log(
  JSON.stringify({
    wrongPct: [Math.max(...apart.map((it) => it.wrongPct))],
    overheadPct: [Math.max(...apart.map((it) => it.overheadPct))],
    bestCheatOfHonest: [Math.max(...best)],
  }),
)
