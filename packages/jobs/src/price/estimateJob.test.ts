import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeSales } from '@infinitio/adapter-data'
import { address } from '@infinitio/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { memoryJournal, memoryMarket } from '../../test/index.ts'
import { exampleJobs, netModule, piModule, primesModule, testRequests } from '../examples/index.ts'
import { readJobFile } from '@infinitio/sdk/job-file'
import { planTask } from '../index.ts'
import { estimateJob, type FileFacts, requestFileFacts } from './index.ts'

const rows = 300_000
const owner = address(`0x${'1'.repeat(40)}`)
const salt = `0x${'0'.repeat(64)}` as Parameters<typeof planTask>[1]['command']['salt']
const folder = mkdtempSync(join(tmpdir(), 'infinitio-price-'))
const pathOf = (file: string) => join(folder, file)
const market = memoryMarket()
const inMemory = market.effectsOf(memoryJournal())
const effects = { ...inMemory, limits: { ...inMemory.limits, fileBytes: 2 ** 24 } }
const facts = new Map<string, FileFacts>()

describe('the price of a job that is not stored', () => {
  beforeAll(async () => {
    await makeSales({ path: pathOf('sales.parquet'), rows })
    writeFileSync(pathOf('pi.wasm'), piModule)
    writeFileSync(pathOf('net.wasm'), netModule)
    const requests = new TextEncoder().encode(testRequests())
    writeFileSync(pathOf('primes.wasm'), primesModule)
    writeFileSync(pathOf('requests.jsonl'), requests)
    facts.set(pathOf('requests.jsonl'), { bytes: requests.length, ...requestFileFacts(requests) })
    facts.set(pathOf('wrong.jsonl'), { bytes: 2, ...requestFileFacts(new TextEncoder().encode('{}')) })
    facts.set(pathOf('sales.parquet'), { bytes: statSync(pathOf('sales.parquet')).size, rows })
    facts.set(pathOf('pi.wasm'), { bytes: piModule.length })
    facts.set(pathOf('net.wasm'), { bytes: netModule.length })
    facts.set(pathOf('primes.wasm'), { bytes: primesModule.length })
  })
  afterAll(() => {
    market.remove()
    rmSync(folder, { recursive: true })
  })

  it.each(Object.values(exampleJobs))('is that of the checked plan of $file', async ({ job }) => {
    const file = readJobFile(job.replaceAll('./', `${folder}/`))
    const [task = ''] = Object.keys(file.tasks)
    const work = { id: salt, owner, ...file }
    const plan = await planTask(effects, { work, command: { task, salt, results: {} }, signal: new AbortController().signal, isStored: false })
    const { steps, cost } = await estimate(file.tasks)
    expect(steps[task]).toMatchObject({ kind: 'known', seconds: plan.seconds, cost: plan.cost })
    expect(steps[task]).toMatchObject({ batch: { ...plan.batch, inputRoot: salt } })
    expect(cost).toEqual(plan.cost)
  })

  it('shows the first fault of a file of requests, and takes larger limits for a higher price', async () => {
    const step = (file: string, tokens: number) =>
      `{ adapter: inference@1, files: { requests: ${pathOf(file)} }, fingerprint: "0x", max_tokens: ${tokens} }`
    const { tasks } = readJobFile(`
name: requests
max_cost: 1
tasks:
  short: ${step('requests.jsonl', 64)}
  long: ${step('requests.jsonl', 640)}
  wrong: ${step('wrong.jsonl', 64)}
  many: ${step('requests.jsonl', 5_000)}
`)
    const { steps } = await estimate(tasks)
    const [short, long] = [steps.short, steps.long]
    if (short?.kind !== 'known' || long?.kind !== 'known') throw new Error('no price')
    expect(long.cost.reward).toBeGreaterThan(5n * short.cost.reward)
    expect(steps.wrong).toEqual({ kind: 'wrong', reason: 'line 1: custom_id: give each request a name of 1 to 64 letters.' })
    expect(steps.many).toEqual({ kind: 'wrong', reason: 'max_tokens: a whole number from 1 to 4096' })
  })

  it('leaves out what is not known, and says why', async () => {
    const { tasks } = readJobFile(`
name: three
max_cost: 1
tasks:
  first: { adapter: algorithm@1, files: { module: ${pathOf('pi.wasm')} }, items: 1000 }
  next: { adapter: algorithm@1, needs: [first], files: { module: ${pathOf('pi.wasm')}, input: '\${first.results}' }, items: 1000 }
  unread: { adapter: data@1, files: { sales: ./none.parquet }, map: select 1, combine: select 1 }
  long: { adapter: algorithm@1, files: { module: ${pathOf('pi.wasm')} }, items: 1000, fuel: 100000000000 }
`)
    const { steps, cost } = await estimate(tasks)
    expect(steps).toMatchObject({ first: { kind: 'known' }, next: { kind: 'later' }, unread: { kind: 'unread' }, long: { kind: 'wrong' } })
    expect(steps.long).toMatchObject({ reason: expect.stringMatching(/^a task would take up to \d+ s, and at most 3600 s are allowed/) })
    expect(steps.first?.kind === 'known' && steps.first.cost).toEqual(cost)
    expect(await estimate({})).toEqual({ steps: {}, cost: null })
  })

  it('follows the machines that a step asks for', async () => {
    const step = (resources: string) => `{ adapter: algorithm@1, files: { module: ${pathOf('pi.wasm')} }, items: 1000, resources: ${resources} }`
    const { tasks } = readJobFile(`
name: machines
max_cost: 1
tasks:
  any: ${step('{}')}
  large: ${step('{ min_vram: 48, min_tier: 2 }')}
  named: ${step('{ class: l4 }')}
  unknown: ${step('{ class: l40s }')}
  impossible: ${step('{ class: l4, min_vram: 48 }')}
`)
    const { steps } = await estimate(tasks, [l4, h100])
    const known = (name: string) => steps[name] as Extract<(typeof steps)[string], { kind: 'known' }>
    expect(known('any').batch).toMatchObject({ classMask: 0b110n, refClass: 1, minTier: 0, minVramGib: 0 })
    expect(known('large').batch).toMatchObject({ classMask: 0b100n, refClass: 2, minTier: 2, minVramGib: 48 })
    expect(known('named').batch).toMatchObject({ classMask: 0b010n, refClass: 1, minTier: 0, minVramGib: 0 })
    // Machines of a dearer class get its price.
    expect(known('large').batch.reward).toBe(3n * known('any').batch.reward)
    expect(steps.unknown).toEqual({ kind: 'wrong', reason: 'the market has no class l40s' })
    expect(steps.impossible).toEqual({ kind: 'wrong', reason: 'no GPU of l4 has 48 GB of memory' })
    const work = { id: salt, owner, ...readJobFile(`name: a\nmax_cost: 1\ntasks:\n  large: ${step('{ min_vram: 48, min_tier: 2 }')}\n`) }
    const command = { task: 'large', salt, results: {} }
    const classes = async () => [l4, h100] as never
    const { batch } = await planTask({ ...effects, classes }, { work, command, signal: new AbortController().signal, isStored: false })
    expect({ ...batch, inputRoot: salt }).toEqual(known('large').batch)
  })
})

const l4 = { classId: 1, name: 'NVIDIA L4 24 GB', vramGib: 24, referencePricePerGpuSecond: '1000' }
const h100 = { classId: 2, name: 'NVIDIA H100 SXM 80 GB', vramGib: 80, referencePricePerGpuSecond: '3000' }

async function estimate(steps: ReturnType<typeof readJobFile>['tasks'], offered: readonly (typeof l4)[] = [l4]) {
  const terms = { owner, deadlineSeconds: 3_600, priority: 'normal' } as const
  const pricing = { ...effects, classes: async () => offered as never }
  return await estimateJob(pricing, { steps, terms, factsOf: (source) => (source.kind === 'path' ? (facts.get(source.path) ?? null) : null) })
}
