import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { feesIn } from '@infinitio/domain'
import type { JobWire, LeaseWire } from '@infinitio/domain/wire'
import { programFile } from '@infinitio/process/test'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { startTraining, writeTraining } from './actors/startTraining.ts'
import { startTrainingDeployment, type TrainingDeployment } from './actors/trainingDeployment.ts'
import { waitFor } from './deployment/waitFor.ts'

const program = programFile('packages/cli/src/main.ts')
const node = ['--disable-warning=ExperimentalWarning', program]
type Event = JobWire['events'][number]['event']

/**
 * Tests a scheduler of a person that rents machines with an API key. The test kills it with SIGKILL at several steps, and crashes the machine of the first lease.
 * The scheduler's own account has no money.
 */
describe.skipIf(process.env.TEST_LONG !== '1')('jobs on rented machines that `infinitio jobs serve` runs', () => {
  let training: TrainingDeployment
  let serving: ChildProcess | null = null
  let said = ''
  let scheduler: string
  const home = (name: string) => join(training.folder, name)
  const envOf = (name: string) => ({ ...process.env, HOME: home(name), XDG_CONFIG_HOME: home(name), INFINITIO_URL: training.deployment.url })

  beforeAll(async () => {
    training = await startTrainingDeployment(['owner'])
    mkdirSync(home('server'))
    const privateKey = generatePrivateKey()
    writeFileSync(join(home('server'), 'scheduler.key'), privateKey, { mode: 0o600 })
    scheduler = privateKeyToAccount(privateKey).address.toLowerCase()
    await command(['keys', 'make', '--total', '20', '--hours', '48', '--out', join(home('server'), 'rent.key'), '--yes'])
  })
  afterAll(async () => {
    await killServe()
    await training?.close()
  })

  it('is killed at each step and goes on: one lease for each machine, exact money, and the result of an undisturbed run', async () => {
    const { client, attic, atticNode, deployment } = training
    serve()
    const job = { home: home('owner'), url: deployment.url, epochs: 30, epochMs: 1_000 }
    const submitted = startTraining(['submit', writeTraining(job), '--scheduler', scheduler, '--json'], job)
    onTestFinished(submitted.kill)
    const { code, out } = await submitted.ended
    expect(code, `${submitted.progress()}\n${said}`).toBe(0)
    const jobId = String((JSON.parse(out) as { job: string }).job)
    const events = async () => (await client.getJob(jobId)).events.map(({ event }) => event)
    const at = (what: string, isIt: (event: Event) => boolean) =>
      waitFor({ what, within: 180, read: async () => (await events()).find(isIt) ?? null, until: (event) => event !== null }).catch(
        (error: Error) => {
          throw new Error(`${error.message}\n${said}`, { cause: error })
        },
      )
    await at('the order', ({ kind }) => kind === 'ordered')
    await restart()
    const first = await at('the first lease', ({ kind }) => kind === 'leased')
    await restart()
    await at('a checkpoint', ({ kind }) => kind === 'checkpointed')
    const firstLease = first?.kind === 'leased' ? first.leaseId : ''
    expect((await client.getLease(firstLease)).terms.node).toBe(atticNode)
    await killServe()
    attic.crash()
    serve()
    const second = await at('the second lease', (event) => event.kind === 'leased' && event.epoch === 1)
    await restart()
    await at('the end of the command', (event) => event.kind === 'finished' && event.outcome.kind === 'done')
    await restart()
    const done = await waitFor({ what: 'the end', within: 60, read: () => client.getJob(jobId), until: ({ overAt }) => overAt !== null })
    expect(done.tasks.train).toMatchObject({ phase: 'done', lease: { leases: 2 } })
    const result = JSON.parse(new TextDecoder().decode(await client.openArtefact(done.tasks.train?.file?.sha256 ?? ''))) as { epoch: number }
    expect(result.epoch).toBe(job.epochs)
    // The second machine began at a checkpoint of the first one, and not at the start.
    const before = done.events.filter(({ event }) => event.kind === 'checkpointed' && event.epoch === 0).at(-1)?.event
    const after = done.events.find(({ event }) => event.kind === 'checkpointed' && event.epoch === 1)?.event
    expect(epochOf(after)).toBeGreaterThan(epochOf(before))
    const rented = (await client.listLeases({ role: 'renter', limit: 20 })).items.map(({ leaseId }) => leaseId)
    const noted = [firstLease, second?.kind === 'leased' ? second.leaseId : '']
    expect(rented.toSorted()).toEqual(noted.toSorted())
    const leases = await Promise.all(noted.map((leaseId) => client.getLease(leaseId)))
    expect(leases.map(({ state }) => ['ended', 'closed'].includes(state))).toEqual([true, true])
    const paid = done.events.flatMap(({ event }) => (event.kind === 'leaseEnded' ? [BigInt(event.paid)] : []))
    expect(paid).toEqual(leases.map(costOf))
    expect(BigInt(done.spent)).toBe(paid.reduce((sum, one) => sum + one, 0n))
  }, 900_000)

  it('rents nothing without an API key, and leaves the job as it is', async () => {
    const { client, deployment } = training
    await killServe()
    serve({ withKey: false })
    const job = { home: home('owner'), url: deployment.url, epochs: 1, epochMs: 1_000 }
    const submitted = startTraining(['submit', writeTraining(job), '--scheduler', scheduler, '--json'], job)
    onTestFinished(submitted.kill)
    await waitFor({ what: 'the reason', within: 60, read: async () => said, until: (text) => text.includes('no API key of its account') })
    submitted.kill()
    const [open] = (await client.listJobs({ limit: 1 })).items
    expect(open).toMatchObject({ overAt: null, approvedAt: null, lastEvent: 1, counts: { planning: 1 } })
    await client.noteJobEvent(open?.jobId ?? '', { after: 1, event: { kind: 'cancelled' } })
  }, 120_000)

  async function command(words: readonly string[]): Promise<void> {
    const child = spawn(process.execPath, [...node, ...words, '--key-file', join(home('owner'), 'wallet.key')], {
      env: envOf('owner'),
      stdio: 'inherit',
    })
    const [code] = await once(child, 'exit')
    if (code !== 0) throw new Error(`${words.join(' ')}: ${code}`)
  }

  function serve({ withKey = true } = {}): void {
    const key = withKey ? { INFINITIO_KEY: readFileSync(join(home('server'), 'rent.key'), 'utf8').trim() } : {}
    const args = [...node, 'jobs', 'serve', '--key-file', join(home('server'), 'scheduler.key')]
    serving = spawn(process.execPath, args, { env: { ...envOf('server'), ...key }, stdio: ['ignore', 'ignore', 'pipe'] })
    serving.stderr?.on('data', (part: Buffer) => (said += part.toString()))
  }

  async function killServe(): Promise<void> {
    const child = serving
    serving = null
    if (child === null || child.exitCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }

  async function restart(): Promise<void> {
    await killServe()
    serve()
  }
})

function epochOf(event: Event | undefined): number {
  return event?.kind === 'checkpointed' ? Number(/^epoch-(\d+)$/.exec(event.name)?.[1] ?? 0) : 0
}

function costOf(lease: LeaseWire): bigint {
  return BigInt(lease.now.spent) + feesIn(lease, { payer: 'renter', charge: 'flat' }).total
}
