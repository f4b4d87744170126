import { createClient } from '@infinitio/sdk'
import { emptyPool, type JobPlan } from '@infinitio/tasks'
import { describe, expect, it } from 'vitest'
import { readTakers, takersText } from './showTakers.ts'

const provider = (digit: string) => `0x${digit.repeat(40)}` as JobPlan['batch']['submitter']
const stake = { bonded: 100n * 10n ** 9n, locked: 0n, young: 0n, youngAt: 0n, outUntil: 0n }

describe('a dry run of a job', () => {
  it('counts which providers can take a task, over all pages of machines, and says why the others cannot', async () => {
    const view = emptyPool()
    view.accounts.set(provider('1'), stake)
    view.accounts.set(provider('2'), stake)
    view.accounts.set(provider('3'), { ...stake, outUntil: 2_000n })
    view.accounts.set(provider('4'), { ...stake, locked: stake.bonded })
    view.accounts.set(provider('5'), stake)
    const node = (digit: string, state: string, rentedGpus = 0) => ({ provider: provider(digit), className: 'CPU', state, rentedGpus, tier: 1 })
    const pages = [
      { items: [node('1', 'answering'), node('2', 'answering', 1), node('5', 'retired')], nextCursor: `0x${'a'.repeat(64)}` },
      { items: [node('3', 'answering'), node('4', 'answering'), node('5', 'lost')], nextCursor: null },
    ]
    const asked: string[] = []
    const respond: typeof fetch = async (input) => {
      const { pathname, searchParams } = new URL(String(input))
      asked.push(pathname)
      const page = pages[searchParams.get('cursor') === null ? 0 : 1]
      return Response.json(pathname.endsWith('/explorer/nodes') ? page : { classes: [{ name: 'CPU', classId: 3, vramGib: 24 }] })
    }
    const client = createClient({ baseUrl: 'http://market.example', fetch: respond })
    const pool = { reader: { read: async () => ({ view, head: { block: 1, at: 1_000 }, hashOf: () => null }) } }
    const batch = { ...terms, classMask: 1n << 3n, chunks: 64, reward: 10n ** 18n } as unknown as JobPlan['batch']
    const takers = await readTakers({ client, pool }, [['sum', { batch } as JobPlan]])
    expect(takers.sum).toEqual({ able: 1, out: 1, young: 0, locked: 1, unfit: 0, away: 1, rented: 1 })
    expect(asked.filter((path) => path.endsWith('/explorer/nodes'))).toHaveLength(2)
    const better = (await readTakers({ client, pool }, [['sum', { batch: { ...batch, minTier: 2 } } as JobPlan]])).sum
    const larger = (await readTakers({ client, pool }, [['sum', { batch: { ...batch, minVramGib: 25 } } as JobPlan]])).sum
    expect([better, larger]).toEqual(Array(2).fill({ able: 0, out: 1, young: 0, locked: 1, unfit: 3, away: 0, rented: 0 }))
    const text =
      '1 of 5 providers now; the others: 1 with all machines rented, 1 without a machine that responds, 1 with their stake in other tasks, 1 out after a fault'
    expect(takersText(takers.sum ?? expect.unreachable())).toBe(text)
  })

  it('lets the market count for a task with a fingerprint, because only the market has those of machines', async () => {
    const fingerprint = `0x${'f'.repeat(64)}`
    const counted = { able: 1, out: 0, young: 0, locked: 0, unfit: 4, away: 0, rented: 0 }
    const asked: (string | null)[] = []
    const respond: typeof fetch = async (input) => {
      const { pathname, searchParams } = new URL(String(input))
      if (pathname.endsWith('/tasks/takers')) asked.push(searchParams.get('fingerprint'))
      if (pathname.endsWith('/tasks/takers')) return Response.json({ blockNumber: 1, now: 1_000, takers: counted })
      return Response.json(pathname.endsWith('/explorer/nodes') ? { items: [], nextCursor: null } : { classes: [] })
    }
    const client = createClient({ baseUrl: 'http://market.example', fetch: respond })
    const pool = { reader: { read: async () => ({ view: emptyPool(), head: { block: 1, at: 1_000 }, hashOf: () => null }) } }
    const batch = { ...terms, classMask: 1n << 3n, chunks: 64, reward: 10n ** 18n } as unknown as JobPlan['batch']
    const plans = ['film', 'sum'].map((task) => [task, { batch } as JobPlan] as const)
    expect((await readTakers({ client, pool }, plans, { film: fingerprint })).film).toEqual(counted)
    expect(asked).toEqual([fingerprint])
  })

  it('asks for nothing when the job has no task of the pool', async () => {
    const client = createClient({ baseUrl: 'http://market.example', fetch: async () => expect.unreachable() })
    const pool = { reader: { read: async () => expect.unreachable() } }
    expect(await readTakers({ client, pool }, [])).toEqual({})
  })
})

const terms = { submitter: provider('9'), minVramGib: 0, minTier: 0 }
