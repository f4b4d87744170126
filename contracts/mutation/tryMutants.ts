// A child process of runMutation.ts in its copy of the package. It receives a mutant and answers whether every test passes with it on. One process
// serves all mutants, because starting Hardhat takes longer than most mutants. Mutant 0 is the unchanged code; it triggers the compilation.
import { globSync } from 'node:fs'
import hre from 'hardhat'

/**
 * Tests that limit gas judge no mutants. Their limits apply to optimised code without switches, so such a test could fail because of a switch's gas.
 */
const boundsOfGas = 'BurnsGas|BoundedAmountOfGas'
const firstFiles = 4
type Order = { mutant: number; source: string }
type Outcome = { success: boolean; value?: Suites; error?: Suites }
type Suites = { suiteResults: { id: { source: string }; testResults: { status: string }[] }[] }

const all = globSync(process.env.MUTATION_TESTS ?? '').toSorted()
/** For each source and test file, the number of mutants of this source that this test file has killed so far. */
const noticedBy = new Map<string, Map<string, number>>()

process.on('message', (order: Order) => void answer(order))
process.on('disconnect', () => process.exit())

async function answer({ mutant, source }: Order): Promise<void> {
  const counts = noticedBy.get(source) ?? new Map<string, number>()
  noticedBy.set(source, counts)
  // First runs the test files that killed most mutants of this source, without their fuzz tests. If they pass, runs all files, with fuzz tests.
  const first = [...counts].toSorted(([, a], [, b]) => b - a).slice(0, firstFiles)
  const tries = [
    { testFiles: first.map(([file]) => file), grepExclude: `${boundsOfGas}|testFuzz` },
    { testFiles: all, grepExclude: boundsOfGas },
  ]
  for (const tests of tries.filter(({ testFiles }) => testFiles.length > 0)) {
    const failed = await failuresOf({ mutant, ...tests })
    for (const file of failed) counts.set(file, (counts.get(file) ?? 0) + 1)
    if (failed.length > 0) return void process.send?.(false)
  }
  process.send?.(true)
}

/** Runs these test files with this mutant on, and returns those that fail. */
async function failuresOf({ mutant, ...tests }: { mutant: number; testFiles: string[]; grepExclude: string }): Promise<string[]> {
  const coinbase = `0x${mutant.toString(16).padStart(40, '0')}`
  for (const profile of Object.values(hre.config.test.solidity.profiles)) Object.assign(profile, { coinbase })
  const outcome = (await hre.tasks.getTask(['test', 'solidity']).run({ ...tests, noCompile: mutant !== 0 })) as Outcome
  if (outcome.success) return []
  const suites = (outcome.value ?? outcome.error)?.suiteResults ?? []
  const failed = suites.filter(({ testResults }) => testResults.some(({ status }) => status === 'Failure'))
  const files = all.filter((file) => failed.some(({ id }) => id.source.endsWith(file)))
  return files.length === 0 ? all : files
}
