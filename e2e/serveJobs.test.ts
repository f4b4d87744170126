import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { piModule } from '@infinitio/adapter-algorithm'
import { type Address, address } from '@infinitio/domain'
import { programFile } from '@infinitio/process/test'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createJobOwner, type JobOwner } from './actors/jobOwner.ts'
import { startTestDeployment, temporaryFolder, type TestDeployment } from './deployment/startTestDeployment.ts'

const isLong = process.env.TEST_LONG === '1'
const deposit = 2n * 10n ** 18n
const program = programFile('packages/cli/src/main.ts')

/**
 * Tests a scheduler that a person runs with `infinitio jobs serve`; the market itself runs no scheduler in this test. The job names this person's account as
 * its scheduler. The test also kills the command and starts it again.
 */
describe.skipIf(!isLong)('jobs that `infinitio jobs serve` runs', () => {
  let deployment: TestDeployment
  let owner: JobOwner
  let home: string
  let scheduler: Address
  let serving: ChildProcess | null = null
  beforeAll(async () => {
    deployment = await startTestDeployment()
    owner = await createJobOwner(deployment, deposit)
    home = temporaryFolder()
    const privateKey = generatePrivateKey()
    writeFileSync(join(home, 'scheduler.key'), privateKey, { mode: 0o600 })
    scheduler = address(privateKeyToAccount(privateKey).address.toLowerCase())
    await owner.payInAndAllow(scheduler)
  })
  afterAll(async () => {
    await killServe()
    await deployment?.remove()
  })

  it('is killed at each step and goes on: nothing is lost, and the batch is paid once', async () => {
    const jobId = await makeJob()
    serve()
    await approve(jobId)
    await killServe()
    serve()
    await owner.phase(jobId, 'pi', 'running', 'merging', 'done')
    await killServe()
    expect((await owner.client.getJob(jobId)).overAt).toBeNull()
    serve()
    const done = await owner.phase(jobId, 'pi', 'done')
    expect(done.events.map(({ event }) => event.kind)).toEqual(['started', 'planned', 'approved', 'submitted', 'revealed', 'merged'])
    expect((await owner.batches()).map(({ batchId }) => batchId)).toEqual([done.tasks.pi?.plan?.batchId])
    const text = new TextDecoder().decode(await owner.client.openArtefact(done.tasks.pi?.file?.sha256 ?? ''))
    expect(Math.abs(Number(text) - Math.PI)).toBeLessThan(0.1)
  }, 600_000)

  it('runs one task again if its owner repeats it, also after a kill', async () => {
    const jobId = (await owner.client.listJobs()).items[0]?.jobId ?? ''
    const before = await owner.client.getJob(jobId)
    await killServe()
    await owner.client.noteJobEvent(jobId, { after: before.lastEvent, event: { kind: 'retried', task: 'pi' } })
    serve()
    const again = await owner.phase(jobId, 'pi', 'done')
    expect(again.tasks.pi?.plan?.batchId).not.toBe(before.tasks.pi?.plan?.batchId)
    expect(again.tasks.pi?.result).toBe(before.tasks.pi?.result)
    expect(await owner.batches()).toHaveLength(2)
  }, 600_000)

  it('ends the running phase when its owner stops the job, and all unclaimed money returns', async () => {
    const before = await owner.pool.balanceOf(owner.address)
    const agents = [deployment.pause('agent'), deployment.pause('agent-simulated')]
    const jobId = await makeJob()
    await approve(jobId)
    await owner.phase(jobId, 'pi', 'running')
    await owner.client.cancelJob({ jobId })
    await killServe()
    serve()
    await owner.phase(jobId, 'pi', 'failed', 'cancelled')
    for (const agent of agents) agent.resume()
    const batch = (await owner.batches()).at(-1)
    expect(batch?.stopped).toBe(true)
    // A stopped batch of tasks costs its owner only the base fee, which is burned when the batch is submitted. Earlier batches that end in the meantime can
    // only return money.
    expect(await owner.pool.balanceOf(owner.address)).toBeGreaterThanOrEqual(before - (batch?.baseFee ?? 0n))
  }, 600_000)

  async function makeJob(): Promise<string> {
    const { sha256 } = await owner.client.putArtefact({ bytes: new Uint8Array(piModule), readers: 'anybody' })
    const task = { adapter: 'algorithm@1', needs: [], retries: 0, files: { module: { kind: 'hash', sha256 } as const }, fields: { items: 1_000 } }
    const { jobId } = await owner.client.createJob({ name: 'pi', maxCost: `${deposit}`, deadlineSeconds: 3_600, scheduler, tasks: { pi: task } })
    return jobId
  }

  async function approve(jobId: string): Promise<void> {
    const { lastEvent } = await owner.phase(jobId, 'pi', 'ready')
    await owner.client.noteJobEvent(jobId, { after: lastEvent, event: { kind: 'approved' } })
  }

  function serve(): void {
    const env = { ...process.env, HOME: home, INFINITIO_URL: deployment.url }
    const args = ['--disable-warning=ExperimentalWarning', program, 'jobs', 'serve', '--key-file', join(home, 'scheduler.key')]
    serving = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit'] })
  }

  async function killServe(): Promise<void> {
    const child = serving
    serving = null
    if (child === null || child.exitCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }
})
