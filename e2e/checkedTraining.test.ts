import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { programFile } from '@infinitio/process/test'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { startTraining } from './actors/startTraining.ts'
import { startTrainingDeployment, type TrainingDeployment } from './actors/trainingDeployment.ts'

const examples = resolve(import.meta.dirname, '..', 'examples')
const program = programFile('packages/cli/src/main.ts')
const run = promisify(execFile)

/** The outcome of a segment in the report of `infinitio jobs verify` and in the journal. */
type Verdict = { readonly segment: number; readonly verdict: string }

/** Trains on the machine of one provider and checks on the machine of another, with the real market, agents, gateway and chain. */
describe.skipIf(process.env.TEST_LONG !== '1')('a training whose segments are run again', () => {
  let training: TrainingDeployment
  beforeAll(async () => {
    training = await startTrainingDeployment(['honest', 'cheated'])
  })
  afterAll(() => training?.close())

  it('passes on the machine of another provider and on the computer of its owner', async () => {
    const { home, code, progress, report } = await submit('honest')
    expect(code, progress).toBe(0)
    expect(report.segments.map(({ verdict }) => verdict)).toEqual(['equal', 'equal', 'equal'])
    expect(report.score).toBeGreaterThan(0)
    const { client } = training
    const [trained, checked] = await Promise.all([report.trainedOn, report.checkedOn].map(([leaseId]) => client.getLease(leaseId ?? '')))
    expect(trained?.terms.node).toBe(training.atticNode)
    expect(checked?.terms.provider).not.toBe(trained?.terms.provider)
    const verified = await verify(home, ['--segments', 'all'])
    expect(verified.code, verified.err).toBe(0)
    expect(verified.report.segments.map(({ segment, verdict }) => `${segment} ${verdict}`)).toEqual(['1 equal', '2 equal', '3 equal'])
    expect(verified.report.score).toBe(report.score)
  })

  it('fails if the provider runs another program on its machine', async () => {
    const cheat = swapProgram(join(training.folder, 'attic', 'leases'))
    onTestFinished(cheat.stop)
    const { home, code, progress, report } = await submit('cheated')
    cheat.stop()
    expect(cheat.count(), progress).toBeGreaterThan(0)
    expect(code, progress).toBe(1)
    expect(report.segments.map(({ verdict }) => verdict)).toContain('differs')
    const verified = await verify(home, ['--segments', '3'])
    expect(verified.code, verified.err).toBe(1)
    expect(verified.report.segments).toEqual([{ segment: 3, verdict: 'differs' }])
  })

  /** Submits the example job with three segments from a home folder, and waits for its end. */
  async function submit(name: string) {
    const home = join(training.folder, name)
    const file = join(home, 'train.yaml')
    const text = readFileSync(join(examples, 'train-checked.yaml'), 'utf8')
      .replaceAll('./', `${examples}/`)
      .replace('segments: 8', 'segments: 3')
      .replace('max_cost: 1.00', 'max_cost: 9.00')
      .replace('max_price: 0.10', 'max_price: 2.00')
      .replace('SEED: 7', 'SEED: 7, SEGMENT_MS: 1500')
    writeFileSync(file, text)
    const running = startTraining(['submit', file], { home, url: training.deployment.url })
    onTestFinished(running.kill)
    const { code } = await running.ended
    const outcome = running.last('finished')?.outcome as { readonly check?: Report } | undefined
    return { home, code, progress: running.progress(), report: outcome?.check ?? expect.unreachable(running.progress()) }
  }

  async function verify(home: string, options: readonly string[]) {
    const [job = ''] = readdirSync(join(home, '.config', 'infinitio', 'jobs'))
    const env = { ...process.env, HOME: home, INFINITIO_URL: training.deployment.url }
    const words = ['--disable-warning=ExperimentalWarning', program, 'jobs', 'verify', job, 'train', '--json', '--yes', ...options]
    const ended = await run(process.execPath, words, { env }).then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      (error: { code: number; stdout: string; stderr: string }) => error,
    )
    return { code: ended.code, err: ended.stderr, report: JSON.parse(ended.stdout === '' ? '{}' : ended.stdout) as Report }
  }
})

type Report = {
  readonly segments: readonly Verdict[]
  readonly score: number | null
  readonly trainedOn: readonly string[]
  readonly checkedOn: readonly string[]
}

/** Replaces the training program in each lease of a machine, as a provider with access to its own disk can: the program then trains fewer steps. */
function swapProgram(leases: string) {
  const lazy = readFileSync(join(examples, 'train-segments.mjs'), 'utf8').replace('const stepsOfSegment = 200', 'const stepsOfSegment = 20')
  let count = 0
  const timer = setInterval(() => {
    for (const lease of existsSync(leases) ? readdirSync(leases) : []) {
      const file = join(leases, lease, 'home', 'job', 'train-segments.mjs')
      if (!existsSync(file) || readFileSync(file, 'utf8') === lazy) continue
      writeFileSync(file, lazy)
      count++
    }
  }, 20)
  return { count: () => count, stop: () => clearInterval(timer) }
}
