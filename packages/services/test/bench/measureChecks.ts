// Measures the rule by which services are left out: `npm run bench -- checks`. It lets four validators check a market of five services for a day of twenty
// checks. It prints:
// - `caught100Pct`, `caught25Pct`, `caught20Pct`, `caught10Pct`, `caught5Pct`: of 500 services that cheat in this share of their answers, the share in per cent
//   that is left out by default within the day. The goal is 95 % for the first three; the others only show the limit.
// - `accused`: how many of 1,000 honest services are left out by default. The goal is 0. `accusedBesideCheat`: the same for honest services beside a service
//   that cheats in all answers.
// - `differsPct`: the share of judged answers of honest services that differ, in per cent.
// - `savedByLiarPct`: of 500 services that cheat in all answers, the share in per cent that is not found because one validator lies for them.
import { seededRandom, simulateChecks } from '../checks/simulateChecks.ts'

const runs = 3
const cheats = 500
const validators = 4
const checks = 20
const samples: Record<string, number[]> = {}
const note = (key: string, value: number) => {
  samples[key] = [...(samples[key] ?? []), value]
}

for (let run = 1; run <= runs; run += 1) {
  const random = seededRandom(run)
  for (const share of [1, 0.25, 0.2, 0.1, 0.05]) {
    let caught = 0
    for (let market = 0; market < cheats; market += 1) {
      const [cheat] = simulateChecks({ cheats: [share, 0, 0, 0, 0], validators, checks, random })
      if (cheat?.leftOutAt !== null) caught += 1
    }
    note(`caught${Math.round(share * 100)}Pct`, (caught * 100) / cheats)
  }
  const honest = Array.from({ length: 200 }, () => simulateChecks({ cheats: [0, 0, 0, 0, 0], validators, checks, random })).flat()
  note('accused', honest.filter(({ leftOutAt }) => leftOutAt !== null).length)
  const [judged, agreed] = [sumOf(honest.map((one) => one.judged)), sumOf(honest.map((one) => one.agreed))]
  note('differsPct', ((judged - agreed) * 100) / judged)
  const beside = Array.from({ length: 250 }, () => simulateChecks({ cheats: [1, 0, 0, 0, 0], validators, checks, random }).slice(1)).flat()
  note('accusedBesideCheat', beside.filter(({ leftOutAt }) => leftOutAt !== null).length)
  let saved = 0
  for (let market = 0; market < cheats; market += 1) {
    const lie = (validator: number, service: number, outcome: 'agrees' | 'differs' | 'unclear' | 'unanswered') =>
      validator === 0 && service === 0 ? 'agrees' : outcome
    const [cheat] = simulateChecks({ cheats: [1, 0, 0, 0, 0], validators, checks, random, lie })
    if (cheat?.leftOutAt === null) saved += 1
  }
  note('savedByLiarPct', (saved * 100) / cheats)
  console.log(`run ${run} of ${runs}: ${JSON.stringify(Object.fromEntries(Object.entries(samples).map(([key, all]) => [key, all.at(-1)])))}`)
}
console.log(JSON.stringify(samples))

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}
