import { piModule } from '@infinitio/adapter-algorithm'
import { address, hex32 } from '@infinitio/domain'
import { newJobKey } from '@infinitio/sdk/pool'
import type { JobEvent } from '@infinitio/tasks'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { memoryJournal, memoryMarket, type MemoryMarket } from '../../test/index.ts'
import { type JobWork, runJob } from '../index.ts'

const owner = address(`0x${'1'.repeat(40)}`)
const { signal } = new AbortController()
const items = 100
let market: MemoryMarket

beforeEach(() => {
  market = memoryMarket()
  market.jobKey = newJobKey()
})
afterEach(() => market.remove())

describe('a private job', () => {
  it('has the same result as a public one, and stores only encrypted bytes', async () => {
    const { tasks } = await ran(job(items))
    expect(tasks.pi).toMatchObject({ phase: 'done' })
    const result = tasks.pi?.phase === 'done' ? market.stored.get(tasks.pi.result) : undefined
    const open = memoryMarket()
    const shown = await ran(job(items, open), open)
    expect(Buffer.from(result ?? [])).toEqual(Buffer.from((shown.tasks.pi?.phase === 'done' && open.stored.get(shown.tasks.pi.result)) || []))
    open.remove()
    const published = [...market.published].map((sha256) => Buffer.from(market.stored.get(sha256) ?? []))
    expect(published.length).toBeGreaterThan(2)
    expect(published.filter((bytes) => bytes.includes(Buffer.from(piModule.slice(0, 64))) || bytes.includes('algorithm@1'))).toEqual([])
  })

  it('gives the key to the machine that has a task, once for each task, and again when the market did not take it', async () => {
    market.machine.isTaking = false
    const running = ran(job(items))
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(market.machine.given).toEqual([])
    market.machine.isTaking = true
    expect((await running).tasks.pi).toMatchObject({ phase: 'done' })
    expect(new Set(market.machine.given).size).toBe(market.machine.given.length)
    expect(market.machine.given.length).toBeGreaterThan(0)
  })

  it('buys a task again if its worker stored something that the key does not open', async () => {
    market.isUnreadable = (batch) => batch === 0
    const { tasks } = await ran(job(items, market, 1))
    expect(tasks.pi).toMatchObject({ phase: 'done', attempt: 2 })
    expect(market.paid.size).toBe(2)
  })

  it('gives nothing to machines after its key is lost', async () => {
    const journal = memoryJournal()
    await note(journal, { kind: 'started' })
    await runJob(market.effectsOf(journal), { work: job(items), signal })
    await note(journal, { kind: 'approved' })
    market.jobKey = null
    const left = new AbortController()
    const running = runJob(market.effectsOf(journal), { work: job(items), signal: left.signal })
    const states = () => [...market.view.batches.values()].flatMap(({ tasks }) => [...tasks.values()].map(({ state }) => state))
    await expect.poll(states, { timeout: 5_000 }).toContain('assigned')
    await new Promise((resolve) => setTimeout(resolve, 50))
    // This program does not have the job's key, so the machine gets no key and shows no result.
    expect([new Set(states()), market.machine.given]).toEqual([new Set(['assigned']), []])
    left.abort()
    await expect(running).rejects.toThrow()
  })
})

async function ran(work: JobWork, at = market) {
  const journal = memoryJournal()
  await note(journal, { kind: 'started' })
  await note(journal, { kind: 'approved' })
  return await runJob(at.effectsOf(journal), { work, signal })
}

async function note(journal: ReturnType<typeof memoryJournal>, event: JobEvent): Promise<void> {
  await journal.note(journal.events.length, event)
}

function job(count: number, at = market, retries = 0): JobWork {
  const module = { kind: 'hash', sha256: at.put(piModule) } as const
  return {
    ...{ id: hex32(`0x${'01'.repeat(32)}`), owner, maxCost: 10n ** 18n, deadlineSeconds: 3_600, priority: 'normal' },
    tasks: { pi: { adapter: 'algorithm@1', needs: [], retries, files: { module }, fields: { items: count } } },
  }
}
