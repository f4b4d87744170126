// Measures how well the tests notice mistakes. Makes each possible small mistake (a mutant) in the sources of one group, one at a time, and runs the
// group's Solidity tests on it. Leaves out the mutants that equivalent.txt lists, because they change nothing that a test can observe. Prints the mutants
// that no test noticed and, last, `mutants: N, killed: K (P %)`. Exits with 1 below 90 %.
// - `--group NAME`: a group of mutantGroups.ts, by default the market.
// - `--sample N --seed S`: N random mutants of the group.
// - `--only Name`: mutants of one source. `--sources GLOB`: mutants of other sources, judged by the tests of `--tests GLOB`.
// - `--results file`: stores each result and tries only mutants without one, so that a long run can stop and continue.
import path from 'node:path'
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, globSync, mkdtempSync, openSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { parseArgs } from 'node:util'
import { findSites } from './findSites.ts'
import { mutantGroups } from './mutantGroups.ts'
import { type Answer, openResults } from './openResults.ts'
import { readAsts } from './readAst.ts'
import { type NumberedSite, writeSwitches } from './writeSwitches.ts'

const contracts = path.join(import.meta.dirname, '..')
const leastKilledPercent = 90
const testWithinMs = 120_000
const compileWithinMs = 2_400_000

type Mutant = NumberedSite & { readonly file: string }

const { values } = parseArgs({
  options: {
    sample: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    only: { type: 'string' },
    group: { type: 'string', default: 'market' },
    sources: { type: 'string' },
    tests: { type: 'string' },
    results: { type: 'string' },
  },
})
const group = mutantGroups[values.group]
if (group === undefined) throw new Error(`no group ${values.group}: there are ${Object.keys(mutantGroups).join(', ')}`)
const sources = globSync(values.sources ?? group.sources, { cwd: contracts }).toSorted()
const tests = values.tests ?? group.tests
const files = sources.filter((file) => values.only === undefined || file.includes(values.only))
const mutants = listMutants()
const chosen = values.sample === undefined ? mutants : sampleOf(mutants, { size: Number(values.sample), seed: Number(values.seed) })
const workplace = prepareWorkplace()
const logFile = path.join(workplace, 'tests.log')
const output = openSync(logFile, 'a')
let worker: ChildProcess | undefined
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(cleanUp()))
try {
  const results = openResults(values.results)
  const allKnown = chosen.every((mutant) => results.find(placeOf(mutant)) !== undefined)
  if (!allKnown && (await answerOf({ mutant: 0, file: '' })) !== 'lived')
    throw new Error(`the tests fail with no mutant on: ${readFileSync(logFile, 'utf8').slice(-4_000)}`)
  const answers: Answer[] = []
  for (const mutant of chosen) {
    const place = placeOf(mutant)
    const answer = results.find(place) ?? results.keep(place, await answerOf(mutant))
    if (answer === 'lived') console.log(`not noticed, ${place}`)
    answers.push(answer)
  }
  report(answers)
} finally {
  cleanUp()
}

/** Kills the child process and removes all temporary files. Returns the exit code of an interrupted run. */
function cleanUp(): number {
  worker?.kill('SIGKILL')
  rmSync(workplace, { recursive: true, force: true })
  return 130
}

function listMutants(): Mutant[] {
  const known = readKnown(path.join(contracts, 'mutation/equivalent.txt'))
  const asts = readAsts({ root: contracts, files })
  const sites = files.flatMap((file) => {
    const found = findSites({ source: readFileSync(path.join(contracts, file)), ast: asts.get(file) ?? fail(file) })
    return found.filter((site) => !known.has(describe({ ...site, file }))).map((site) => ({ ...site, file }))
  })
  return sites.map((site, index) => ({ ...site, mutant: index + 1 }))
}

/**
 * Makes a copy of the package in which the sources contain every chosen mutant. The first run of the tests compiles this copy, once for all mutants. With a
 * sample of the mutants, that takes less time.
 */
function prepareWorkplace(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'infinitio-mutation-'))
  const room = path.join(folder, 'room/contracts')
  const copied = ['src', 'test', 'scripts', 'gas', 'hardhat.config.ts', 'package.json', 'tsconfig.json']
  for (const name of copied) cpSync(path.join(contracts, name), path.join(room, name), { recursive: true })
  symlinkSync(path.join(contracts, 'node_modules'), path.join(room, 'node_modules'))
  cpSync(path.join(contracts, '../packages/domain/vectors'), path.join(folder, 'room/packages/domain/vectors'), { recursive: true })
  cpSync(path.join(contracts, 'mutation/MutantLib.sol'), path.join(room, 'src/MutantLib.sol'))
  cpSync(path.join(contracts, 'mutation/tryMutants.ts'), path.join(room, 'tryMutants.ts'))
  for (const file of files) {
    const own = chosen.filter((mutant) => mutant.file === file)
    const importPath = file.split('/').length === 2 ? './MutantLib.sol' : '../MutantLib.sol'
    writeFileSync(path.join(room, file), writeSwitches({ source: readFileSync(path.join(contracts, file)), sites: own, importPath }))
  }
  return folder
}

/** Returns the result of the tests with this mutant on. The first call compiles. */
async function answerOf({ mutant, file }: Pick<Mutant, 'mutant' | 'file'>): Promise<Answer> {
  worker ??= startWorker()
  const late = mutant === 0 ? AbortSignal.timeout(compileWithinMs) : AbortSignal.timeout(testWithinMs)
  const answered = new AbortController()
  const signal = AbortSignal.any([late, answered.signal])
  worker.send({ mutant, source: file })
  try {
    const [allPass] = (await Promise.race([once(worker, 'message', { signal }), diedOf(worker, signal)])) as [boolean]
    return allPass ? 'lived' : 'noticed'
  } catch (error) {
    if (!late.aborted) throw error
    worker.kill('SIGKILL')
    worker = undefined
    return 'endless'
  } finally {
    answered.abort()
  }
}

async function diedOf(child: ChildProcess, signal: AbortSignal): Promise<never> {
  await once(child, 'exit', { signal })
  throw new Error(`the process that runs the tests ended: ${readFileSync(logFile, 'utf8').slice(-4_000)}`)
}

function startWorker(): ChildProcess {
  const room = path.join(workplace, 'room/contracts')
  return fork(path.join(room, 'tryMutants.ts'), {
    cwd: room,
    env: { ...process.env, MUTATED: '1', MUTATION_TESTS: tests },
    stdio: ['ignore', output, output, 'ipc'],
  })
}

function report(answers: readonly Answer[]): void {
  const killed = answers.filter((answer) => answer !== 'lived').length
  const endless = answers.filter((answer) => answer === 'endless').length
  const percent = (100 * killed) / chosen.length
  if (values.sample !== undefined) console.log(`sample of ${mutants.length}, seed ${values.seed}`)
  if (endless > 0) console.log(`${endless} were killed because the tests did not end within ${testWithinMs / 1_000} s`)
  console.log(`mutants: ${chosen.length}, killed: ${killed} (${percent.toFixed(1)} %)`)
  if (percent < leastKilledPercent) process.exitCode = 1
}

function placeOf(mutant: Mutant): string {
  return `byte ${mutant.start}, line ${mutant.line}: ${describe(mutant)}`
}

function describe({ file, original, replacement }: Pick<Mutant, 'file' | 'original' | 'replacement'>): string {
  const short = (text: string): string => text.replaceAll(/\s+/g, ' ')
  return `${file}: ${short(original)} → ${replacement === '' ? 'nothing' : short(replacement)}`
}

function fail(file: string): never {
  throw new Error(`no syntax tree of ${file}`)
}

/**
 * Reads the list of mutants that a person judged to have no observable effect: one per line as `runMutation.ts` prints it, with reasons on lines that begin
 * with `#`.
 */
function readKnown(file: string): ReadonlySet<string> {
  const lines = readFileSync(file, 'utf8').split('\n')
  return new Set(lines.filter((line) => line !== '' && !line.startsWith('#')))
}

/** Returns a random sample without repetition, from a small linear congruential generator: the same seed gives the same sample. */
function sampleOf<Item>(all: readonly Item[], { size, seed }: { size: number; seed: number }): Item[] {
  const left = [...all]
  let state = seed >>> 0
  return Array.from({ length: Math.min(size, all.length) }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return left.splice(state % left.length, 1)[0] as Item
  })
}
