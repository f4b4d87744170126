import { simulate, tryAttacks } from '../../src/index.ts'

// Prints the time to simulate 5,000 providers over 20 years in daily steps, and the number of profitable attacks with the shipped parameters.

const PROVIDERS = 5_000
const YEARS = 20
const RUNS = 3
const seconds: number[] = []
for (let run = 0; run < RUNS; run += 1) {
  const begun = performance.now()
  simulate({ providers: PROVIDERS, years: YEARS, seed: 1 + run })
  seconds.push((performance.now() - begun) / 1_000)
  console.log(`run ${run + 1}: ${seconds.at(-1)?.toFixed(2)} s`)
}
const attacksProfitable = tryAttacks({ parameters: {}, programmeBps: 62n }).filter(({ isProfitable }) => isProfitable).length
console.log(JSON.stringify({ providers: [PROVIDERS], years: [YEARS], seconds, attacksProfitable: [attacksProfitable] }))
