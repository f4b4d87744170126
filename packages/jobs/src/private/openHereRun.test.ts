import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeSales } from '@infinitio/adapter-data'
import { netModule, netSpace } from '@infinitio/adapter-optimise'
import { address, hex32, pTokenUnits, type TaskBatch } from '@infinitio/domain'
import type { JobSpecWire } from '@infinitio/domain/wire'
import { refusal } from '@infinitio/sdk'
import { batchIdOf, jobPlanFromWire, jobPlanToWire, newJobKey, openOwnFile, PrivateJobError } from '@infinitio/sdk/pool'
import { emptyPool, jobCostOf } from '@infinitio/tasks'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hereMarket, memoryMarket, type MemoryMarket } from '../../test/index.ts'
import { refusedBy } from '../run/refusedBy.ts'
import { duePlans, isOwnPlan, openHereRun, showTasks } from './index.ts'

const owner = address(`0x${'1'.repeat(40)}`)
const moduleFile = `0x${'aa'.repeat(32)}`
const salesFile = `0x${'bb'.repeat(32)}`
const rows = 500
const fields = { space: netSpace, goal: 'minimise', trials: 64, steps: 1, eta: 2, fuel: 400_000, memory_pages: 1 }
const search = { adapter: 'optimise@1', needs: [], retries: 1, files: { module: { kind: 'hash', sha256: moduleFile } as const }, fields }
const spec: JobSpecWire = { name: 'hidden', maxCost: `${10n ** 18n}`, deadlineSeconds: 3_600, tasks: { search } }
const key = newJobKey()
let market: MemoryMarket

beforeEach(() => {
  market = memoryMarket()
})
afterEach(() => market.remove())

describe('a private job in a page', () => {
  it('is planned, signed, given to machines and joined, and everything that is stored is encrypted', async () => {
    const here = await searchJob()
    const page = openHereRun(here.effects)
    await here.run([page], () => here.phases()[0] === 'ready')
    expect(market.view.batches.size).toBe(0)
    await here.note({ kind: 'approved' })
    await here.run([page], isDone(here))
    const merged = here.job().events.flatMap(({ event }) => (event.kind === 'merged' ? [event] : []))[0]
    const csv = new TextDecoder().decode(await openOwnFile(market.stored.get(hex32(merged?.file.sha256 ?? '')) ?? new Uint8Array(), key))
    expect(csv.trim().split('\r\n')).toHaveLength(65)
    expect(csv.startsWith('rank,trial,')).toBe(true)
    expect(market.machine.given.length).toBeGreaterThan(0)
    const bytes = [...here.stored.anybody, ...here.stored.owner].map((sha256) => Buffer.from(market.stored.get(sha256) ?? []))
    expect(bytes.filter((one) => one.includes('softsign') || one.includes(Buffer.from(netModule.slice(0, 64))))).toEqual([])
    // The market stores the description of the job, too. It must contain no key, no field of the job's input and no file name.
    const shown = JSON.stringify(here.job())
    for (const secret of [key, key.slice(2), 'minimise', moduleFile, 'module']) expect(shown).not.toContain(secret)
  })

  it('joins the rows of all parts of a SQL job', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'infinitio-here-'))
    await makeSales({ path: join(folder, 'sales.parquet'), rows })
    const sales = readFileSync(join(folder, 'sales.parquet'))
    rmSync(folder, { recursive: true })
    const sql = { map: 'select region, count(*) as n from sales group by region', combine: 'select * from parts', tasks: 2 }
    const tasks = { sum: { adapter: 'data@1', needs: [], retries: 0, files: { sales: { kind: 'hash', sha256: salesFile } as const }, fields: sql } }
    const here = await hereMarket(market, { key, owner, rows, spec: { ...spec, tasks }, files: new Map([[salesFile, sales]]) })
    await here.note({ kind: 'approved' })
    await here.run([openHereRun(here.effects)], isDone(here))
    const merged = here.job().events.flatMap(({ event }) => (event.kind === 'merged' ? [event] : []))[0]
    const csv = new TextDecoder().decode(await openOwnFile(market.stored.get(hex32(merged?.file.sha256 ?? '')) ?? new Uint8Array(), key))
    expect(
      csv
        .trim()
        .split('\r\n')
        .slice(1)
        .reduce((sum, line) => sum + Number(line.split(',')[1]), 0),
    ).toBe(rows)
  })

  it('goes on after a reload of the page in the middle of giving keys', async () => {
    const here = await searchJob()
    await here.note({ kind: 'approved' })
    market.machine.isTaking = false
    const first = openHereRun(here.effects)
    const isAssigned = () => [...market.view.batches.values()].some(({ tasks }) => [...tasks.values()].some(({ state }) => state === 'assigned'))
    await here.run([first], isAssigned)
    expect((await first(here.job())).trouble).toContain('the key is not with the machine')
    expect(market.machine.given).toEqual([])
    market.machine.isTaking = true
    await here.run([openHereRun(here.effects)], isDone(here))
    expect(market.paid.size).toBe(1)
  })

  it('runs in two tabs at once, and each step happens and is paid once', async () => {
    const here = await searchJob()
    await here.note({ kind: 'approved' })
    await here.run([openHereRun(here.effects), openHereRun(here.effects)], isDone(here))
    expect(here.job().events.map(({ event }) => event.kind)).toEqual(['started', 'approved', 'planned', 'submitted', 'revealed', 'merged'])
    expect([...market.paid.values()]).toEqual([1])
  })

  it('buys a task again if its worker stored the results of another step', async () => {
    market.isUnreadable = (batch) => batch === 0
    const here = await searchJob()
    await here.note({ kind: 'approved' })
    await here.run([openHereRun(here.effects)], isDone(here))
    expect(market.paid.size).toBe(2)
    expect(here.job().events.flatMap(({ event }) => (event.kind === 'failed' ? [event.reason] : []))).toEqual([
      'the results of 1 of 1 tasks cannot be had',
    ])
  })

  it('submits further attempts by an allowed key, without another signature of its owner', async () => {
    market.isUnreadable = (batch) => batch === 0
    const here = await searchJob()
    await here.note({ kind: 'approved' })
    const page = openHereRun({ ...here.effects, submit: async (_, plan) => (market.submit(plan) ? { kind: 'sent' } : refusedAsKnown) })
    const asked: string[] = []
    const watched: typeof page = async (job) => {
      const pass = await page(job)
      asked.push(...pass.toSubmit)
      return pass
    }
    await here.run([watched], isDone(here))
    expect([market.paid.size, asked]).toEqual([2, []])
  })

  it('counts a refused batch as submitted if the pool has it', async () => {
    const here = await searchJob()
    await here.note({ kind: 'approved' })
    const sentBefore = openHereRun({
      ...here.effects,
      async submit(_, plan) {
        market.submit(plan)
        return refusedAsKnown
      },
    })
    await here.run([sentBefore], isDone(here))
    expect(market.paid.size).toBe(1)
  })

  it('fails if the pool refuses its batch in any case', async () => {
    const here = await searchJob()
    await here.note({ kind: 'approved' })
    const page = openHereRun({ ...here.effects, submit: async () => ({ kind: 'refused', reason: 'the base fee rose', isFinal: true }) })
    await here.run([page], () => here.phases()[0] === 'failed')
    expect(market.paid.size).toBe(0)
  })

  it('submits no plan by key if the market exchanged its input', async () => {
    const here = await searchJob()
    await here.run([openHereRun(here.effects)], () => here.phases()[0] === 'ready')
    await here.note({ kind: 'approved' })
    const open = market.put(new TextEncoder().encode('{"adapter":"optimise@1"}'))
    const forged = { ...here.job(), events: here.job().events.map((one) => forgedPlan(one, open)) }
    const sent: string[] = []
    const page = openHereRun({
      ...here.effects,
      async submit(task) {
        sent.push(task)
        return { kind: 'sent' }
      },
    })
    expect([(await page(forged)).toSubmit, sent]).toEqual([['search'], []])
  })

  it.each([
    ['raised its reward', (batch: TaskBatch) => ({ reward: pTokenUnits(batch.reward * 2n) })],
    ['lowered its tier', () => ({ minTier: 1 })],
  ])('submits no plan by key if the market %s', async (_name, change) => {
    const here = await searchJob({ machines: { minTier: 2 } })
    await here.run([openHereRun(here.effects)], () => here.phases()[0] === 'ready')
    await here.note({ kind: 'approved' })
    const sent: string[] = []
    const effects: typeof here.effects = {
      ...here.effects,
      async submit(task) {
        sent.push(task)
        return { kind: 'sent' }
      },
    }
    const { domain } = effects.pool
    const forged = { ...here.job(), events: here.job().events.map((one) => changedPlan(one, { change, domain })) }
    expect([(await openHereRun(effects)(forged)).toSubmit, sent]).toEqual([['search'], []])
    expect([(await openHereRun(effects)(here.job())).toSubmit, sent]).toEqual([[], ['search']])
  })

  it('waits for a chain that shows a sent batch late, and sends the batch once', async () => {
    const here = await searchJob()
    await here.run([openHereRun(here.effects)], () => here.phases()[0] === 'ready')
    await here.note({ kind: 'approved' })
    let isLate = true
    const { reader } = here.effects.pool
    const late = { ...reader, read: async () => ({ ...(await reader.read()), ...(isLate ? { view: emptyPool() } : {}) }) }
    let calls = 0
    const effects: typeof here.effects = {
      ...{ ...here.effects, pool: { ...here.effects.pool, reader: late } },
      async submit(_, plan) {
        calls++
        return market.submit(plan) ? { kind: 'sent' } : refusedBy('task.batch_known')
      },
    }
    const page = openHereRun(effects)
    for (const run of [page, page, openHereRun(effects)]) expect(await run(here.job())).toMatchObject({ toSubmit: [], hasNoted: false })
    expect([calls, here.phases()]).toEqual([2, ['submitting']])
    isLate = false
    await here.run([page], isDone(here))
    expect([...market.paid.values()]).toEqual([1])
  })

  it('asks its owner for nothing after a network error', async () => {
    const here = await searchJob()
    await here.run([openHereRun(here.effects)], () => here.phases()[0] === 'ready')
    await here.note({ kind: 'approved' })
    const page = openHereRun({ ...here.effects, submit: () => Promise.reject(refusal('api.unreachable', { detail: '' })) })
    expect(await page(here.job())).toMatchObject({ toSubmit: [], hasNoted: false })
  })

  it('gives nothing with the key of another job', async () => {
    const here = await searchJob()
    await here.note({ kind: 'approved' })
    const wrong = openHereRun({ ...here.effects, key: newJobKey() })
    await expect(wrong(here.job())).rejects.toThrow(PrivateJobError)
    expect([market.machine.given, here.job().lastEvent]).toEqual([[], 2])
  })

  it('hides the reason of a failure at the market, and shows it here', async () => {
    const space = { ...fields, space: 'rate: salary' }
    const files = new Map([[moduleFile, new Uint8Array(netModule)]])
    const here = await hereMarket(market, { key, owner, files, spec: { ...spec, tasks: { search: { ...search, retries: 0, fields: space } } } })
    const pass = await openHereRun(here.effects)(here.job())
    expect(pass.trouble).toContain('salary')
    expect(JSON.stringify(here.job().events)).not.toContain('salary')
    expect(here.phases()).toEqual(['failed'])
  })
})

describe('a plan that the owner signs', () => {
  it('is refused if the market put another one in its place', async () => {
    const here = await searchJob()
    await here.run([openHereRun(here.effects)], () => here.phases()[0] === 'ready')
    await here.note({ kind: 'approved' })
    const [due] = duePlans(here.job())
    if (due === undefined) throw new Error('nothing to sign')
    const isOwn = (plan: typeof due.plan) => isOwnPlan(here.effects, { job: here.job(), task: 'search', plan })
    expect(await isOwn(due.plan)).toBe(true)
    const { batch } = due.plan
    // The page must reject each of these plans: a public input, more tasks than the input has, another adapter, and a batch with another input than its plan.
    const open = market.put(new TextEncoder().encode('{"adapter":"optimise@1"}'))
    expect(await isOwn({ ...due.plan, input: open, batch: { ...batch, inputRoot: open } })).toBe(false)
    expect(await isOwn({ ...due.plan, batch: { ...batch, count: 9 } })).toBe(false)
    expect(await isOwn({ ...due.plan, batch: { ...batch, adapter: hex32(`0x${'9'.repeat(64)}`) } })).toBe(false)
    expect(await isOwn({ ...due.plan, batch: { ...batch, inputRoot: open } })).toBe(false)
    const stranger = await hereMarket(market, { key: newJobKey(), owner, spec, files: new Map([[moduleFile, new Uint8Array(netModule)]]) })
    await expect(isOwnPlan(stranger.effects, { job: here.job(), task: 'search', plan: due.plan })).rejects.toThrow(PrivateJobError)
  })
})

describe('the encrypted description of a job', () => {
  it('is refused for a job with other steps', () => {
    expect(() => showTasks(spec, JSON.stringify({ tasks: { other: { files: {}, fields: {} } } }))).toThrow('another job')
    expect(() => showTasks(spec, JSON.stringify({ tasks: { search: { files: 1, fields: {} } } }))).toThrow('another job')
    expect(() => showTasks(spec, 'null')).toThrow('another job')
  })
})

const refusedAsKnown = { kind: 'refused', reason: 'the pool has this batch', isFinal: true } as const

/** Replaces the input of a plan, as a dishonest market can. Returns any other event as it is. */
function forgedPlan(one: ReturnType<Awaited<ReturnType<typeof searchJob>>['job']>['events'][number], input: string) {
  if (one.event.kind !== 'planned') return one
  const { plan } = one.event
  return { ...one, event: { ...one.event, plan: { ...plan, input, batch: { ...plan.batch, inputRoot: input } } } }
}

/** Changes terms of a plan and calculates its id and cost again, as a dishonest market can. Returns any other event as it is. */
function changedPlan(
  one: Parameters<typeof forgedPlan>[0],
  { change, domain }: { readonly change: (batch: TaskBatch) => Partial<TaskBatch>; readonly domain: Parameters<typeof batchIdOf>[0] },
) {
  if (one.event.kind !== 'planned') return one
  const plan = jobPlanFromWire(one.event.plan)
  const batch = { ...plan.batch, ...change(plan.batch) }
  const changed = { ...plan, batch, batchId: batchIdOf(domain, batch), cost: jobCostOf(batch, plan.cost.baseFee) }
  return { ...one, event: { ...one.event, plan: jobPlanToWire(changed) } }
}

function searchJob(terms: { readonly machines?: { readonly minTier: number } } = {}) {
  const tasks = { search: { ...search, ...terms } }
  return hereMarket(market, { key, owner, spec: { ...spec, tasks }, files: new Map([[moduleFile, new Uint8Array(netModule)]]) })
}

function isDone(here: { readonly phases: () => string[] }): () => boolean {
  return () => here.phases().every((phase) => phase === 'done')
}
