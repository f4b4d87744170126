import { deployTestGovernance } from '@infinitio/chain/test'
import { address, durationSeconds, type Hex32, hex32, pTokenUnits, type TaskBatch, unixSeconds, zeroAddress } from '@infinitio/domain'
import type { JobEventWire, JobSpecWire } from '@infinitio/domain/wire'
import type { Client } from '@infinitio/sdk'
import { createJob, getJob, jobEventToWire, jobStateOf, listJobs, listJobWork, noteJobEvent, readJobTerms } from '@infinitio/sdk/pool'
import { batchIdOf, type PoolJobEvent, jobCostOf, type JobPlan, restoreJob } from '@infinitio/tasks'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'
import { cancelDrafts } from '../jobs/cancelDrafts.ts'

const word = (digit: string) => hex32(`0x${digit.repeat(64)}`)
const sum = {
  adapter: 'data@1',
  needs: [],
  retries: 1,
  files: { sales: { kind: 'hash', sha256: word('5') } },
  fields: { map: 'from sales' },
} as const
const report = { adapter: 'algorithm@1', needs: ['sum'], retries: 0, files: { in: { kind: 'result', task: 'sum' } }, fields: { items: 10 } } as const
const spec: JobSpecWire = {
  name: 'revenue',
  maxCost: `${10n ** 18n}`,
  deadlineSeconds: 3_600,
  tasks: { sum: { ...sum, needs: [] }, report: { ...report, needs: ['sum'] } },
}

describe('jobs', () => {
  let api: TestApi
  let owner: Client
  let scheduler: Client
  let schedulerAccount: string
  beforeAll(async () => {
    const enough = { capacity: 100_000, refillPerSecond: 100_000 }
    api = await startTestApi({
      change: (services) => ({
        ...services,
        limits: { ...services.limits, ip: enough, account: enough },
        get jobs() {
          return { ...services.jobs, scheduler: address(schedulerAccount) }
        },
      }),
    })
    await deployTestGovernance(api.chain)
    schedulerAccount = api.accounts.provider.address.toLowerCase()
    owner = await api.signedIn(api.accounts.renter)
    await api.owner.query(
      'insert into chain_accounts (account, balance, fees, floor, bonded, updated_block) values ($1, 10::numeric ^ 18, 0, 0, 0, 0)',
      [api.accounts.renter.address.toLowerCase()],
    )
    scheduler = await api.signedIn(api.accounts.provider)
  })
  afterAll(() => api?.stop())

  it('is planned by its scheduler, approved by its account, and done event by event', async () => {
    expect(await readJobTerms(api.client.transport)).toMatchObject({
      scheduler: schedulerAccount,
      adapters: ['data@1', 'algorithm@1', 'optimise@1', 'inference@1', 'custom@1', 'render@1'],
      mostOpenJobs: 3,
    })
    const { jobId } = await createJob(owner.transport, spec)
    expect((await listJobWork(scheduler.transport)).items).toMatchObject([
      { jobId, lastEvent: 1, approvedAt: null, counts: { planning: 1, waiting: 1 } },
    ])
    expect((await listJobWork(owner.transport)).items).toEqual([])
    const note = notesOf(jobId)
    const plan = await planOf(jobId, 'sum')
    await note(scheduler, { kind: 'planned', task: 'sum', plan })
    // `api.client` is not signed in. Anybody who has the id of a job may read the job, so that its page can be shared.
    const ready = await getJob(api.client.transport, jobId)
    expect(ready).toMatchObject({ name: 'revenue', account: api.accounts.renter.address.toLowerCase(), spent: `${plan.cost.total}` })
    expect(ready.tasks).toMatchObject({ sum: { phase: 'ready', attempt: 1, plan: { batchId: plan.batchId } }, report: { phase: 'waiting' } })
    await note(owner, { kind: 'approved' })
    await note(scheduler, { kind: 'submitted', task: 'sum' })
    await note(scheduler, { kind: 'revealed', task: 'sum' })
    await note(scheduler, { kind: 'merged', task: 'sum', result: word('a'), file: { sha256: word('c'), extension: 'csv', bytes: 12 } })
    await note(scheduler, { kind: 'failed', task: 'report', reason: 'line 1: there is no such module', isFinal: true })
    const over = await getJob(api.client.transport, jobId)
    expect(over.tasks).toMatchObject({
      sum: { phase: 'done', result: word('a') },
      report: { phase: 'failed', reason: 'line 1: there is no such module' },
    })
    expect([over.overAt !== null, over.lastEvent, over.events.map(({ number }) => number)]).toEqual([true, 7, [1, 2, 3, 4, 5, 6, 7]])
    expect((await listJobWork(scheduler.transport)).items).toEqual([])
    await note(owner, { kind: 'retried' })
    expect((await getJob(api.client.transport, jobId)).tasks).toMatchObject({ sum: { phase: 'done' }, report: { phase: 'planning' } })
    await note(owner, { kind: 'cancelled' })
    expect((await listJobs(owner.transport)).items).toMatchObject([{ jobId, counts: { done: 1, cancelled: 1 } }])
  })

  it('notifies its account of each end, and not of an end by the account itself', async () => {
    const { jobId } = await createJob(owner.transport, spec)
    const ends = async () =>
      (await owner.listNotifications()).items.flatMap(({ kind, facts }) => ('job' in facts && facts.job === jobId ? [[kind, facts]] : []))
    const note = notesOf(jobId)
    const plan = await planOf(jobId, 'sum')
    await note(scheduler, { kind: 'planned', task: 'sum', plan })
    await note(owner, { kind: 'approved' })
    await note(scheduler, { kind: 'submitted', task: 'sum' })
    expect(await ends()).toEqual([])
    await note(scheduler, { kind: 'failed', task: 'sum', reason: 'line 1: syntax error', isFinal: true })
    const facts = { job: jobId, jobName: 'revenue', steps: 2, spent: `${plan.cost.total}` }
    const failed = ['job_ended', { ...facts, outcome: 'failed', done: 0 }]
    expect(await ends()).toEqual([failed])
    await note(owner, { kind: 'retried' })
    await note(scheduler, { kind: 'planned', task: 'sum', plan })
    for (const kind of ['submitted', 'revealed'] as const) await note(scheduler, { kind, task: 'sum' })
    const file = { sha256: word('c'), extension: 'csv', bytes: 12 }
    await note(scheduler, { kind: 'merged', task: 'sum', result: word('a'), file })
    expect(await ends()).toEqual([failed])
    const twice = `${2n * plan.cost.total}`
    await note(scheduler, { kind: 'failed', task: 'report', reason: 'line 1: there is no such module', isFinal: true })
    const partly = ['job_ended', { ...facts, outcome: 'partly', done: 1, spent: twice }]
    expect(await ends()).toEqual([partly, failed])
    await note(owner, { kind: 'retried' })
    await note(owner, { kind: 'cancelled' })
    expect(await ends()).toEqual([partly, failed])
    expect(await scheduler.listNotifications()).toMatchObject({ items: [] })
  })

  it('notifies its account when it is done, also if the account cancelled other steps', async () => {
    const alone = { ...spec, tasks: { sum: { ...sum, needs: [] } } } satisfies JobSpecWire
    for (const [job, outcome] of [
      [alone, 'done'],
      [spec, 'cancelled'],
    ] as const) {
      const { jobId } = await createJob(owner.transport, job)
      const note = notesOf(jobId)
      const plan = await planOf(jobId, 'sum')
      await note(scheduler, { kind: 'planned', task: 'sum', plan })
      await note(owner, { kind: 'approved' })
      await note(scheduler, { kind: 'submitted', task: 'sum' })
      if (outcome === 'cancelled') await note(owner, { kind: 'cancelled' })
      await note(scheduler, { kind: 'revealed', task: 'sum' })
      await note(scheduler, { kind: 'merged', task: 'sum', result: word('a'), file: { sha256: word('c'), extension: 'csv', bytes: 12 } })
      const [newest] = (await owner.listNotifications()).items
      expect(newest).toMatchObject({ kind: 'job_ended', facts: { job: jobId, outcome, done: 1, spent: `${plan.cost.total}` } })
    }
  })

  it('stores each event once, also when several callers send it at the same time', async () => {
    const { jobId } = await createJob(owner.transport, spec)
    const plan = await planOf(jobId, 'sum')
    const event: JobEventWire = jobEventToWire({ kind: 'planned', task: 'sum', plan })
    const send = () => noteJobEvent(scheduler.transport, jobId, { after: 1, event }).catch(({ code }: { code: string }) => code)
    const answers = await Promise.all([send(), send(), send()])
    expect(answers.filter((answer) => typeof answer === 'object')).toEqual([{ number: 2 }])
    expect(answers.filter((answer) => answer === 'task.job_moved_on')).toHaveLength(2)
    await notesOf(jobId)(owner, { kind: 'cancelled' })
  })

  it('refuses events of others, events that do not fit, and plans that are not of its account', async () => {
    const { jobId } = await createJob(owner.transport, spec)
    const stranger = await api.signedIn(api.accounts.stranger)
    const refused = (client: Client, event: JobEventWire, after = 1) =>
      noteJobEvent(client.transport, jobId, { after, event }).then(
        () => 'noted',
        ({ code }: { code: string }) => code,
      )
    expect(await refused(stranger, { kind: 'approved' })).toBe('task.job_not_yours')
    expect(await refused(scheduler, { kind: 'approved' })).toBe('task.job_not_yours')
    expect(await refused(owner, { kind: 'submitted', task: 'sum' })).toBe('task.job_not_yours')
    expect(await refused(scheduler, { kind: 'started' })).toBe('task.job_not_yours')
    expect(await refused(scheduler, { kind: 'submitted', task: 'sum' })).toBe('task.job_step_refused')
    expect(await refused(scheduler, { kind: 'failed', task: 'none', reason: 'no', isFinal: true })).toBe('task.job_step_refused')
    expect(await refused(owner, { kind: 'retried' })).toBe('task.job_step_refused')
    const plan = await planOf(jobId, 'sum')
    const sent = (changed: Partial<JobPlan>) => refused(scheduler, jobEventToWire({ kind: 'planned', task: 'sum', plan: { ...plan, ...changed } }))
    expect(await sent({ batch: { ...plan.batch, submitter: address(schedulerAccount) } })).toBe('task.job_step_refused')
    expect(await sent({ batchId: word('9') })).toBe('task.job_step_refused')
    expect(await sent({ input: word('9') })).toBe('task.job_step_refused')
    expect(await sent({ cost: { ...plan.cost, total: 1n } })).toBe('task.job_step_refused')
    await notesOf(jobId)(owner, { kind: 'cancelled' })
    await expect(getJob(api.client.transport, word('8'))).rejects.toMatchObject({ code: 'task.job_unknown' })
  })

  it('is refused from an account without money, which costs nothing to make', async () => {
    const poor = await api.signedIn(privateKeyToAccount(generatePrivateKey()))
    await expect(createJob(poor.transport, spec)).rejects.toMatchObject({ code: 'task.job_not_covered' })
  })

  it.each([
    ['a circle', { sum: { ...sum, needs: ['report'] }, report: { ...report, needs: ['sum'] } }],
    ['a need that does not exist', { sum: { ...sum, needs: ['none'] } }],
    ['a result that it does not wait for', { sum: { ...sum, needs: [] }, report: { ...report, needs: [] } }],
    ['no task', {}],
  ])('is refused with %s', async (_, tasks) => {
    const wrong = { ...spec, tasks } as unknown as JobSpecWire
    await expect(createJob(owner.transport, wrong)).rejects.toMatchObject({ code: 'task.job_invalid' })
  })

  it('is private only with its own account as scheduler, and with no file or field in the open', async () => {
    const task = { ...sum, needs: [], files: {}, fields: {} }
    const hidden: JobSpecWire = { ...spec, tasks: { sum: task }, private: word('7') }
    const account = api.accounts.renter.address.toLowerCase()
    const refused = (job: Parameters<typeof createJob>[1]) => createJob(owner.transport, job).catch(({ code, detail }) => [code, detail])
    expect(await refused({ ...hidden, scheduler: schedulerAccount })).toEqual([
      'task.job_invalid',
      'the scheduler of a private job is its own account',
    ])
    expect(await refused({ ...hidden, tasks: { sum: { ...task, fields: { map: 'select salary' } } } })).toEqual([
      'task.job_invalid',
      'sum: a private job encrypts its files and fields',
    ])
    expect(await refused({ ...hidden, tasks: { sum: { ...task, files: { sales: { kind: 'hash', sha256: word('5') } } } } })).toEqual([
      'task.job_invalid',
      'sum: a private job encrypts its files and fields',
    ])
    const { jobId } = await createJob(owner.transport, hidden)
    expect(await getJob(api.client.transport, jobId)).toMatchObject({ scheduler: account, spec: { private: word('7') } })
    expect((await listJobWork(owner.transport)).items.map((item) => item.jobId)).toEqual([jobId])
    expect((await listJobWork(scheduler.transport)).items).toEqual([])
    const note = notesOf(jobId)
    await expect(note(scheduler, { kind: 'failed', task: 'sum', reason: 'no', isFinal: true })).rejects.toMatchObject({ code: 'task.job_not_yours' })
    await note(owner, { kind: 'planned', task: 'sum', plan: await planOf(jobId, 'sum') })
    await note(owner, { kind: 'approved' })
    await note(owner, { kind: 'cancelled' })
  })

  it('is cancelled if nobody approves it, and an account has only some at a time', async () => {
    for (const _ of [1, 2, 3]) await createJob(owner.transport, spec)
    await expect(createJob(owner.transport, spec)).rejects.toMatchObject({ code: 'task.jobs_limit' })
    await cancelDrafts({ db: api.services.db, jobs: { ...api.services.jobs, approvalSeconds: 0 } })
    const { items, nextCursor } = await listJobs(owner.transport, { limit: 3 })
    expect(items.map(({ counts, overAt }) => [counts.cancelled, overAt !== null])).toEqual([
      [2, true],
      [2, true],
      [2, true],
    ])
    const next = await listJobs(owner.transport, { limit: 3, cursor: nextCursor ?? '' })
    expect(next.items.some(({ jobId }) => items.some((item) => item.jobId === jobId))).toBe(false)
    await createJob(owner.transport, spec)
  })

  /** Returns a function that adds an event to the job, each after the job's last event. */
  function notesOf(jobId: string) {
    return async (client: Client, event: PoolJobEvent) => {
      const { lastEvent } = await getJob(api.client.transport, jobId)
      await noteJobEvent(client.transport, jobId, { after: lastEvent, event: jobEventToWire(event) })
    }
  }

  async function planOf(jobId: string, task: string): Promise<JobPlan> {
    const job = await getJob(api.client.transport, jobId)
    expect(jobStateOf(job).tasks[task]).toMatchObject({ phase: 'planning' })
    const spec = { id: jobId as Hex32, maxCost: BigInt(job.spec.maxCost), tasks: job.spec.tasks }
    const [command] = restoreJob(spec, [{ kind: 'started' }]).commands
    if (command?.kind !== 'plan') throw new Error('nothing to plan')
    const domain = await api.services.pool.domain()
    if (domain === null) throw new Error('no pool')
    const batch: TaskBatch = {
      ...{ salt: command.salt, submitter: address(job.account), adapter: word('1'), inputRoot: word('d'), classMask: 1n, refClass: 0 },
      ...{
        chunks: 64,
        count: 4,
        minVramGib: 0,
        minTier: 0,
        reward: pTokenUnits(10n ** 15n),
        verifyShare: pTokenUnits(10n ** 14n),
        tip: pTokenUnits(0n),
      },
      ...{ runSeconds: durationSeconds(30n), fetchSeconds: 60, deadline: unixSeconds(2_000_000_000n), storeKey: zeroAddress },
    }
    return { batchId: batchIdOf(domain, batch), batch, input: word('d'), seconds: 2, cost: jobCostOf(batch, 10n ** 12n) }
  }
})
