import { deployTestGovernance } from '@infinitio/chain/test'
import {
  address,
  type Bid,
  bps,
  durationSeconds,
  hex32,
  nodeId,
  pTokenUnits,
  unixSeconds,
  workloadHash as asWorkloadHash,
  zeroAddress,
} from '@infinitio/domain'
import { type JobLeaseWire, type JobSpecWire, type NewJobWire, workloadFromWire } from '@infinitio/domain/wire'
import { type Client, newWorkload } from '@infinitio/sdk'
import { jobEventToWire } from '@infinitio/sdk/pool'
import type { JobEvent, LeaseOrder, LeasePlan } from '@infinitio/tasks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'

const word = (digit: string) => hex32(`0x${digit.repeat(64)}`)
const coin = 10n ** 18n
const lease: JobLeaseWire = {
  ...{ command: 'node train.mjs', image: null, gpuClass: 'h100', gpus: 1, maxPricePerGpuHour: '3600', withSimulated: false, seconds: 600 },
  ...{ environment: { EPOCHS: '4' }, secrets: ['HF_TOKEN'], checkpoint: 'checkpoints', results: 'model.json', retryOn: [75] },
}
const train: JobSpecWire['tasks'][string] = {
  ...{ adapter: 'container@1', needs: [], retries: 0, fields: {}, lease },
  files: { 'train.mjs': { kind: 'hash', sha256: word('5') } },
}
/** Returns the two steps of a training with four segments. The arguments change them. */
function trainingTasks({
  train: changed = {},
  check = {},
  segments = 4,
}: {
  readonly train?: Partial<typeof train>
  readonly check?: Partial<typeof train>
  readonly segments?: number
}): JobSpecWire['tasks'] {
  const training = { role: 'check', of: 'train', segments, isScored: true, tolerance: null, hidden: { 'test.csv': word('6') } } as const
  const checking = { ...train, adapter: 'training@1', needs: ['train'], lease: { ...lease, training } }
  return {
    train: { ...train, adapter: 'training@1', lease: { ...lease, training: { role: 'train', segments: 4 } }, ...changed },
    'train-check': { ...checking, ...check },
  }
}

const spec: NewJobWire = { name: 'training', maxCost: `${coin}`, deadlineSeconds: 3_600, tasks: { train } }
const plan: LeasePlan = { gpus: 1, seconds: 600, maxPricePerGpuSecond: 1n, cost: { time: 600n, fees: 40n, total: 640n } }

describe('jobs on rented machines', () => {
  let api: TestApi
  let owner: Client
  let scheduler: Client
  let accounts: { readonly owner: string; readonly scheduler: string; readonly ofMarket: string }
  beforeAll(async () => {
    const enough = { capacity: 100_000, refillPerSecond: 100_000 }
    api = await startTestApi({
      change: (services) => ({
        ...services,
        limits: { ...services.limits, ip: enough, account: enough },
        get jobs() {
          return { ...services.jobs, scheduler: address(accounts.ofMarket), mostOpen: 20 }
        },
      }),
    })
    await deployTestGovernance(api.chain)
    const { renter, stranger, provider } = api.accounts
    accounts = { owner: renter.address.toLowerCase(), scheduler: stranger.address.toLowerCase(), ofMarket: provider.address.toLowerCase() }
    owner = await api.signedIn(renter)
    await api.owner.query(
      'insert into chain_accounts (account, balance, fees, floor, bonded, updated_block) values ($1, 10::numeric ^ 18, 0, 0, 0, 0)',
      [accounts.owner],
    )
    scheduler = await api.signedIn(stranger)
  })
  afterAll(() => api?.stop())

  it('have their account as scheduler by default, and never the scheduler of the market', async () => {
    const { jobId } = await owner.createJob(spec)
    expect(await api.client.getJob(jobId)).toMatchObject({ scheduler: accounts.owner, tasks: { train: { phase: 'planning', lease: null } } })
    await expect(owner.createJob({ ...spec, scheduler: accounts.ofMarket })).rejects.toMatchObject({
      code: 'task.job_invalid',
      detail: expect.stringContaining('infinitio jobs serve'),
    })
    await note(owner, jobId, { kind: 'cancelled' })
  })

  it.each<[string, Partial<NewJobWire>, string]>([
    ['another adapter', { tasks: { train: { ...train, adapter: 'data@1' } } }, 'container@1 and training@1 name a machine in lease'],
    ['container@1 without a machine', { tasks: { train: { adapter: 'container@1', needs: [], retries: 0, files: {}, fields: {} } } }, 'in lease'],
    ['fields of the task pool', { tasks: { train: { ...train, fields: { map: 'select 1' } } } }, 'no fields'],
    ['machines of the task pool', { tasks: { train: { ...train, machines: { class: 'h100' } } } }, 'no machines'],
    ['a key of a private job', { private: word('7'), tasks: { train: { ...train, files: {} } } }, 'private'],
  ])('are refused with %s', async (_, changed, detail) => {
    await expect(owner.createJob({ ...spec, ...changed })).rejects.toMatchObject({
      code: 'task.job_invalid',
      detail: expect.stringContaining(detail),
    })
  })

  it.each<[string, Partial<JobLeaseWire>]>([
    ['a secret that is a variable too', { environment: { HF_TOKEN: 'x' } }],
    ['a variable that the job sets itself', { environment: { RESULT_PATH: 'x' } }],
    ['a folder outside the home folder', { checkpoint: '../other' }],
    ['an image without a digest', { image: 'docker.io/library/node:24' }],
    ['a longer time than four weeks', { seconds: 2_419_201 }],
  ])('are refused with %s', async (_, changed) => {
    const wrong = { ...spec, tasks: { train: { ...train, lease: { ...lease, ...changed } } } }
    await expect(owner.createJob(wrong)).rejects.toMatchObject({ code: 'api.invalid_field' })
  })

  it.each<[string, string, JobSpecWire['tasks']]>([
    [
      'a training under another adapter',
      'only training@1 has lease.training',
      { train: { ...train, lease: { ...lease, training: { role: 'train', segments: 4 } } } },
    ],
    ['training@1 without its part in a training', 'only training@1', { train: { ...train, adapter: 'training@1' } }],
    ['a check of a task that is no training', 'which is no training', trainingTasks({ train: { adapter: 'container@1', lease } })],
    ['a check that does not wait for its training', 'in its needs', trainingTasks({ check: { needs: [] } })],
    ['a check of another number of segments', 'has 4 segments, and not 5', trainingTasks({ segments: 5 })],
  ])('are refused with %s', async (_, detail, tasks) => {
    await expect(owner.createJob({ ...spec, tasks })).rejects.toMatchObject({ code: 'task.job_invalid', detail: expect.stringContaining(detail) })
  })

  it('draw the segments of a check only for the last state of its training, and show what it found', async () => {
    const { jobId } = await owner.createJob({ ...spec, scheduler: accounts.scheduler, tasks: trainingTasks({}) })
    const planOf = (task: string, more: object) => ({ kind: 'leasePlanned', task, lease: plan, ...more }) as JobEvent
    expect(await refusedAs(scheduler, jobId, planOf('train', {}))).toBe('task.job_step_refused')
    const segmented = { lease: { ...plan, segments: 4 } }
    expect(await refusedAs(scheduler, jobId, planOf('train', { ...segmented, draw: { block: 9, of: word('a') } }))).toBe('task.job_step_refused')
    await note(scheduler, jobId, planOf('train', segmented))
    await note(owner, jobId, { kind: 'approved' })
    const file = { sha256: word('c'), extension: 'json', bytes: 12 }
    const ran = async (task: string, { leaseId, states, outcome }: { leaseId: string; states: readonly string[]; outcome: object }) => {
      await note(scheduler, jobId, { kind: 'ordered', task, epoch: 0, order: orderWith({}) })
      await note(scheduler, jobId, { kind: 'leased', task, epoch: 0, leaseId })
      for (const name of states) await note(scheduler, jobId, { kind: 'checkpointed', task, epoch: 0, name, manifest: word(name.slice(-1)) })
      await note(scheduler, jobId, { kind: 'finished', task, epoch: 0, outcome } as JobEvent)
      await note(scheduler, jobId, { kind: 'leaseEnded', task, epoch: 0, paid: 100n })
    }
    const states = ['state-1', 'state-2', 'state-3', 'state-4']
    await ran('train', { leaseId: '7', states, outcome: { kind: 'done', result: word('c'), file } })
    const [right, wrong] = [word('4'), word('3')].map((of) => planOf('train-check', { draw: { block: 9, of } }))
    for (const refused of [planOf('train-check', {}), wrong])
      expect(await refusedAs(scheduler, jobId, refused as JobEvent)).toBe('task.job_step_refused')
    await note(scheduler, jobId, right as JobEvent)
    const segments = [
      { segment: 1, verdict: 'equal' },
      { segment: 4, verdict: 'differs', difference: 0.5 },
    ]
    const check = { of: 4, segments, score: 0.25, trainedOn: ['7'], checkedOn: ['8'] }
    await ran('train-check', { leaseId: '8', states: ['state-1', 'state-4'], outcome: { kind: 'failed', reason: 'differs', isFinal: true, check } })
    expect((await api.client.getJob(jobId)).tasks).toMatchObject({ train: { phase: 'done', check: null }, 'train-check': { phase: 'failed', check } })
  })

  it('continue on another machine, and show plan, lease, checkpoint and cost', async () => {
    const jobId = await planned()
    expect(await api.client.getJob(jobId)).toMatchObject({
      counts: { ready: 1 },
      spent: '640',
      tasks: { train: { plan: null, lease: { leaseId: null } } },
    })
    await note(owner, jobId, { kind: 'approved' })
    const order = orderWith({})
    await note(scheduler, jobId, { kind: 'ordered', task: 'train', epoch: 0, order })
    const { events } = await api.client.getJob(jobId)
    expect(events.at(-1)?.event).toEqual(jobEventToWire({ kind: 'ordered', task: 'train', epoch: 0, order }))
    await note(scheduler, jobId, { kind: 'leased', task: 'train', epoch: 0, leaseId: '7' })
    await note(scheduler, jobId, { kind: 'checkpointed', task: 'train', epoch: 0, name: 'epoch-1', manifest: word('a') })
    expect((await api.client.getJob(jobId)).tasks.train).toMatchObject({ phase: 'leased', lease: { leaseId: '7', leases: 0, checkpoint: 'epoch-1' } })
    await note(scheduler, jobId, { kind: 'finished', task: 'train', epoch: 0, outcome: { kind: 'lost', reason: 'the machine does not answer' } })
    await note(scheduler, jobId, { kind: 'leaseEnded', task: 'train', epoch: 0, paid: 100n })
    const late = { kind: 'checkpointed', task: 'train', epoch: 0, name: 'epoch-9', manifest: word('b') } as const
    expect(await refusedAs(scheduler, jobId, late)).toBe('task.job_step_refused')
    const between = await api.client.getJob(jobId)
    expect(between.tasks.train).toMatchObject({ phase: 'booking', lease: { leaseId: null, leases: 1, paid: '100', checkpoint: 'epoch-1' } })
    await note(scheduler, jobId, {
      kind: 'ordered',
      task: 'train',
      epoch: 1,
      order: orderWith({ node: nodeId(word('e')), durationSeconds: durationSeconds(500n) }),
    })
    await note(scheduler, jobId, { kind: 'leased', task: 'train', epoch: 1, leaseId: '8' })
    const file = { sha256: word('c'), extension: 'json', bytes: 12 }
    await note(scheduler, jobId, { kind: 'finished', task: 'train', epoch: 1, outcome: { kind: 'done', result: word('c'), file } })
    await note(scheduler, jobId, { kind: 'leaseEnded', task: 'train', epoch: 1, paid: 50n })
    const over = await api.client.getJob(jobId)
    expect([over.overAt !== null, over.spent]).toEqual([true, '150'])
    expect(over.tasks.train).toMatchObject({ phase: 'done', result: word('c'), file, lease: { leases: 2, paid: '150' } })
    expect((await scheduler.listJobWork()).items).toEqual([])
  })

  it.each<[string, Partial<LeasePlan>]>([
    ['more GPUs', { gpus: 2 }],
    ['a longer time', { seconds: 601 }],
    ['a higher price', { maxPricePerGpuSecond: 2n }],
    ['a sum that is not that of its parts', { cost: { time: 600n, fees: 40n, total: 641n } }],
    ['more for the time than the price allows', { cost: { time: 601n, fees: 40n, total: 641n } }],
    ['less for the time than the price says', { cost: { time: 0n, fees: 40n, total: 40n } }],
  ])('refuse a plan with %s', async (_, changed) => {
    const { jobId } = await owner.createJob({ ...spec, scheduler: accounts.scheduler })
    const wrong = { kind: 'leasePlanned', task: 'train', lease: { ...plan, ...changed } } as const
    expect(await refusedAs(scheduler, jobId, wrong)).toBe('task.job_step_refused')
    await note(owner, jobId, { kind: 'cancelled' })
  })

  it('refuse an order above the plan or of another account, and events of anybody but the scheduler', async () => {
    const jobId = await planned()
    await note(owner, jobId, { kind: 'approved' })
    const refused = (client: Client, changed: Partial<Bid>) =>
      refusedAs(client, jobId, { kind: 'ordered', task: 'train', epoch: 0, order: orderWith(changed) })
    expect(await refused(owner, {})).toBe('task.job_not_yours')
    expect(await refused(scheduler, { renter: address(accounts.scheduler) })).toBe('task.job_step_refused')
    expect(await refused(scheduler, { gpus: 2 })).toBe('task.job_step_refused')
    expect(await refused(scheduler, { maxPricePerGpuSecond: pTokenUnits(2n) })).toBe('task.job_step_refused')
    expect(await refused(scheduler, { durationSeconds: durationSeconds(601n) })).toBe('task.job_step_refused')
    expect(await refused(scheduler, {})).toBe('noted')
    // The order may have become a lease, so a cancelled job still waits for its end.
    await note(owner, jobId, { kind: 'cancelled' })
    expect(await api.client.getJob(jobId)).toMatchObject({ overAt: null, counts: { ending: 1 } })
    await note(scheduler, jobId, { kind: 'leaseEnded', task: 'train', epoch: 0, paid: 0n })
    expect(await api.client.getJob(jobId)).toMatchObject({ spent: '0', counts: { cancelled: 1 } })
  })

  it('end their lease also when their journal is full', async () => {
    const jobId = await planned()
    await note(owner, jobId, { kind: 'approved' })
    await note(scheduler, jobId, { kind: 'ordered', task: 'train', epoch: 0, order: orderWith({}) })
    await note(scheduler, jobId, { kind: 'leased', task: 'train', epoch: 0, leaseId: '7' })
    const { lastEvent } = await api.client.getJob(jobId)
    const checkpoint = JSON.stringify(jobEventToWire({ kind: 'checkpointed', task: 'train', epoch: 0, name: 'one', manifest: word('a') }))
    await api.owner.query(
      `insert into job_events (job_id, number, event, at) select job_id, n, $2::jsonb, now() from jobs, generate_series($3::int + 1, 2000) n where job_id = $1`,
      [jobId, checkpoint, lastEvent],
    )
    await api.owner.query('update jobs set events = 2000 where job_id = $1', [jobId])
    const more = { kind: 'checkpointed', task: 'train', epoch: 0, name: 'two', manifest: word('a') } as const
    expect(await refusedAs(scheduler, jobId, more)).toBe('task.job_step_refused')
    await note(scheduler, jobId, { kind: 'finished', task: 'train', epoch: 0, outcome: { kind: 'failed', reason: 'no', isFinal: true } })
    await note(scheduler, jobId, { kind: 'leaseEnded', task: 'train', epoch: 0, paid: 3n })
    expect(await api.client.getJob(jobId)).toMatchObject({ spent: '3', counts: { failed: 1 } })
  })

  it('refuse an order that costs more than the earlier leases left', async () => {
    const jobId = await planned()
    await note(owner, jobId, { kind: 'approved' })
    await note(scheduler, jobId, { kind: 'ordered', task: 'train', epoch: 0, order: orderWith({}) })
    await note(scheduler, jobId, { kind: 'leased', task: 'train', epoch: 0, leaseId: '7' })
    await note(scheduler, jobId, { kind: 'finished', task: 'train', epoch: 0, outcome: { kind: 'lost', reason: 'no heartbeat' } })
    await note(scheduler, jobId, { kind: 'leaseEnded', task: 'train', epoch: 0, paid: 100n })
    const next = (seconds: bigint): JobEvent => ({
      ...{ kind: 'ordered', task: 'train', epoch: 1 },
      order: orderWith({ durationSeconds: durationSeconds(seconds) }),
    })
    expect(await refusedAs(scheduler, jobId, next(541n))).toBe('task.job_step_refused')
    expect(await refusedAs(scheduler, jobId, next(540n))).toBe('noted')
    await note(owner, jobId, { kind: 'cancelled' })
  })

  it('take no more orders when their events are too large together, and can still fail', async () => {
    const jobId = await planned()
    await note(owner, jobId, { kind: 'approved' })
    const small = orderWith({})
    const environment = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`V${at}`, 'x'.repeat(4_000)]))
    const large = { ...small, workload: { ...small.workload, environment } }
    const order = jobEventToWire({ kind: 'ordered', task: 'train', epoch: 0, order: large })
    const refused = jobEventToWire({ kind: 'orderRefused', task: 'train', epoch: 0, reason: 'no', isFinal: false })
    const { lastEvent } = await api.client.getJob(jobId)
    // 19 refused orders of 240 kB each. After them the task may still make an order.
    await api.owner.query(
      `insert into job_events (job_id, number, event, at) select $1, $4::int + n, case n % 2 when 1 then $2::jsonb else $3::jsonb end, now() from generate_series(1, 38) n`,
      [jobId, JSON.stringify(order), JSON.stringify(refused), lastEvent],
    )
    await api.owner.query('update jobs set events = $2 where job_id = $1', [jobId, lastEvent + 38])
    expect((await owner.listJobs({ limit: 1 })).items[0]).toMatchObject({ jobId, counts: { booking: 1 } })
    const next = { kind: 'ordered', task: 'train', epoch: 0, order: small } as const
    expect(await refusedAs(scheduler, jobId, next)).toBe('task.job_step_refused')
    await note(scheduler, jobId, { kind: 'failed', task: 'train', reason: 'the journal is full', isFinal: true })
    expect((await owner.listJobs({ limit: 1 })).items[0]).toMatchObject({ jobId, counts: { failed: 1 } })
  })

  async function planned(): Promise<string> {
    const { jobId } = await owner.createJob({ ...spec, scheduler: accounts.scheduler })
    await note(scheduler, jobId, { kind: 'leasePlanned', task: 'train', lease: plan })
    return jobId
  }

  async function note(client: Client, jobId: string, event: JobEvent): Promise<void> {
    await client.noteJobEvent(jobId, { after: (await client.getJob(jobId)).lastEvent, event: jobEventToWire(event) })
  }

  async function refusedAs(client: Client, jobId: string, event: JobEvent): Promise<string> {
    return await note(client, jobId, event).then(
      () => 'noted',
      ({ code }: { code: string }) => code,
    )
  }

  function orderWith(changed: Partial<Bid>): LeaseOrder {
    const { workload, workloadHash } = newWorkload({ template: 'script', startScript: 'node train.mjs', sshKeys: [], environment: {}, ports: [] })
    const bid: Bid = {
      ...{ renter: address(accounts.owner), executor: address(zeroAddress), node: nodeId(word('d')), workloadHash: asWorkloadHash(workloadHash) },
      ...{ classMask: 1n, regionMask: 1n, minVramGib: 0, minTier: 0, minReliabilityBps: bps(0n), gpus: 1, minGpusPerNode: 1, allOrNothing: true },
      ...{ cluster: false, durationSeconds: durationSeconds(600n), startFrom: unixSeconds(0n), startUntil: unixSeconds(9n), expiry: unixSeconds(9n) },
      ...{ maxPricePerGpuSecond: pTokenUnits(1n), maxRelayFee: pTokenUnits(0n), timeInForce: 0, maxFeeBps: bps(0n), nonce: 0n, ...changed },
    }
    return { orderHash: word('f'), bid, workload: workloadFromWire(workload) }
  }
})
