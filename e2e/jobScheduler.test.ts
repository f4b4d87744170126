import { piModule } from '@infinitio/adapter-algorithm'
import { type Address, address } from '@infinitio/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createJobOwner, type JobOwner } from './actors/jobOwner.ts'
import { startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'

const isLong = process.env.TEST_LONG === '1'
const deposit = 2n * 10n ** 18n
const items = 1_000

/** Two schedulers with the same key run at the same time. Each of them is killed more than once while the job runs. */
describe.skipIf(!isLong)('a job that the schedulers of a market run', () => {
  let deployment: TestDeployment
  let owner: JobOwner
  let scheduler: Address

  beforeAll(async () => {
    deployment = await startTestDeployment({ settings: { INFINITIO_SCHEDULERS: '2', SCHEDULER_PATIENCE_SECONDS: '600' } })
    owner = await createJobOwner(deployment, deposit)
    scheduler = address((await owner.client.readJobTerms()).scheduler ?? '')
  })
  afterAll(() => deployment?.remove())

  it('names its price, waits for approval and money, survives kills at every step, and is paid once', async () => {
    const { sha256 } = await owner.client.putArtefact({ bytes: new Uint8Array(piModule), readers: 'anybody' })
    const task = { adapter: 'algorithm@1', needs: [], retries: 3, files: { module: { kind: 'hash', sha256 } as const }, fields: { items } }
    const { jobId } = await owner.client.createJob({ name: 'pi', maxCost: `${deposit}`, deadlineSeconds: 3_600, tasks: { pi: task } })
    await deployment.kill('scheduler')
    const planned = await owner.phase(jobId, 'pi', 'ready')
    const cost = BigInt(planned.tasks.pi?.plan?.cost.total ?? 0)
    expect(cost).toBeGreaterThan(0n)
    await owner.client.noteJobEvent(jobId, { after: planned.lastEvent, event: { kind: 'approved' } })
    await deployment.kill('scheduler-2')
    // The scheduler submits nothing before the account has paid its deposit and allowed the scheduler's key.
    expect((await owner.client.getJob(jobId)).tasks.pi?.phase).toBe('submitting')
    expect(await owner.batches()).toEqual([])
    await owner.payInAndAllow(scheduler)
    await deployment.kill('scheduler')
    await owner.phase(jobId, 'pi', 'running', 'merging', 'done')
    await deployment.kill('scheduler')
    await deployment.kill('scheduler-2')
    const done = await owner.phase(jobId, 'pi', 'done')
    expect(done.events.map(({ event }) => event.kind)).toEqual(['started', 'planned', 'approved', 'submitted', 'revealed', 'merged'])
    const batches = await owner.batches()
    expect(batches.map(({ batchId }) => batchId)).toEqual([done.tasks.pi?.plan?.batchId])
    const paid = batches.reduce((sum, batch) => sum + batch.paid + batch.baseFee, 0n)
    expect(paid).toBeLessThanOrEqual(cost)
    const back = batches
      .flatMap(({ tasks }) => [...tasks.values()].flatMap(({ payments }) => payments))
      .filter((one) => one.account === owner.address)
    expect(await owner.pool.balanceOf(owner.address)).toBe(deposit - paid + back.reduce((sum, { amount }) => sum + amount, 0n))
    const text = new TextDecoder().decode(await owner.client.openArtefact(done.tasks.pi?.file?.sha256 ?? ''))
    expect(Math.abs(Number(text) - Math.PI)).toBeLessThan(0.1)
  }, 600_000)

  it('says with the name of the field why it cannot plan a job', async () => {
    const task = { adapter: 'algorithm@1', needs: [], retries: 0, files: {}, fields: { items } }
    const { jobId } = await owner.client.createJob({ name: 'pi', maxCost: '1', deadlineSeconds: 3_600, tasks: { pi: task } })
    expect((await owner.phase(jobId, 'pi', 'failed')).tasks.pi?.reason).toContain('files')
  })
})
