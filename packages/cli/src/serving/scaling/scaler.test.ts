import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { leaseScript } from '@infinitio/jobs'
import { memoryLeases, type MemoryLeases } from '@infinitio/jobs/test'
import { type Asking, MachinePool } from '@infinitio/relay'
import { refusal } from '@infinitio/sdk'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type RunningScaler, runScaler } from './runScaler.ts'
import { openScaleJournal } from './scaleJournal.ts'
import type { ModelDoor, ScaleNews, ScalerEffects } from './scalerEffects.ts'
import { readServiceFile } from './serviceFile.ts'

const program = resolve(import.meta.dirname, '../../../../../examples/model-server.mjs')
const lookEveryMs = 20
const fileOf = (changes = '') =>
  readServiceFile(`model: test-server-no-model
command: PORT=0 node server.mjs
files: { server.mjs: ${program} }
resources: { gpus: 1, max_price: 1.00 }
budget: 1.00
slots: 1
${changes}`)

let folder: string
let leases: MemoryLeases
let news: ScaleNews[]
let offsetMs: number
const running: RunningScaler[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'infinitio-scaler-'))
  leases = memoryLeases()
  news = []
  offsetMs = 0
})
afterEach(async () => {
  for (const scaler of running.splice(0)) await scaler.stop()
  leases.remove()
  rmSync(folder, { recursive: true, force: true })
})

/** The real model server of a lease listens at the port that it wrote into its folder. */
async function openDoor(leaseId: string): Promise<ModelDoor> {
  const path = join(leases.machines.get(leaseId)?.home ?? '', 'job/port')
  const port = existsSync(path) ? readFileSync(path, 'utf8') : ''
  if (port === '') throw refusal('lease.transfer_broken', { detail: leaseId })
  return { base: `http://127.0.0.1:${port}/v1`, headers: {} }
}

async function answers({ base }: ModelDoor): Promise<boolean> {
  return await fetch(`${base}/models`).then(
    ({ status }) => status === 200,
    () => false,
  )
}

function effectsOf(pool: MachinePool, changes: Partial<ScalerEffects> = {}): ScalerEffects {
  return {
    ...{ leases: leases.market, journal: openScaleJournal(join(folder, 'scale.log')), pool, openDoor, answers },
    ...{ readFile: (path: string) => new Uint8Array(readFileSync(path)), nowMs: () => Date.now() + offsetMs, onNews: (event) => news.push(event) },
    ...changes,
  }
}

async function start(effects: ScalerEffects, changes = ''): Promise<RunningScaler> {
  const scaler = await runScaler(effects, { file: fileOf(changes), name: 'serve-test', lookEveryMs })
  running.push(scaler)
  return scaler
}

/** A request that waits for a machine. */
function ask(pool: MachinePool) {
  const abort = new AbortController()
  const asking: Asking = { isStart: false, onPaid: null, signal: abort.signal, withinMs: 30_000, onWait: () => {} }
  const seat = pool.take(asking)
  seat.catch(() => {})
  return { asking, seat, abort }
}

const states = () => [...leases.machines.values()].map(({ state }) => state)

describe('a service on rented machines', () => {
  it('rents nothing at rest, a machine for the first request, and ends it when it is idle', async () => {
    const pool = new MachinePool(() => Date.now() + offsetMs)
    const scaler = await start(effectsOf(pool))
    expect(scaler.machines()).toEqual([])
    const { asking, seat } = ask(pool)
    const { upstream, leave } = await seat
    const answer = await upstream.ask({ method: 'GET', path: '/v1/models', signal: new AbortController().signal })
    answer.resume()
    expect([answer.statusCode, asking.isStart]).toEqual([200, true])
    leave()
    await expect.poll(() => news.map(({ kind }) => kind)).toContain('ready')
    expect(news.find(({ kind }) => kind === 'ready')).toMatchObject({ leaseId: '1', times: { rentMs: expect.any(Number) } })
    offsetMs = 400_000
    await expect.poll(() => states()).toEqual(['over'])
    await expect.poll(() => scaler.machines()).toEqual([])
    expect(news.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['renting', 'ready', 'ending', 'over']))
    expect(leases.made.size).toBe(1)
  })

  it('rents a second machine only for requests that the first one cannot take, and never more than the file allows', async () => {
    const pool = new MachinePool()
    const scaler = await start(effectsOf(pool), 'machines: 0-2')
    const asked = [ask(pool), ask(pool), ask(pool)]
    const seats = await Promise.all(asked.slice(0, 2).map(({ seat }) => seat))
    expect(scaler.machines().length).toBe(2)
    expect([pool.waiting, asked.map(({ asking }) => asking.isStart)]).toEqual([1, [true, true, false]])
    for (const { leave } of seats) leave()
    ;(await asked[2]?.seat)?.leave()
    expect(leases.machines.size).toBe(2)
  })

  it('loses nothing and rents nothing twice when it is killed before and after every effect', async () => {
    for (let at = 0; ; at += process.env.TEST_LONG === '1' ? 1 : 3) {
      let count = 0
      let isDead = false
      const strike = () => {
        if (isDead || count++ === at) isDead = true
        return isDead
      }
      const mortal = <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) => {
        return async (...args: Args): Promise<Result> => {
          if (strike()) return await new Promise<never>(() => {})
          const result = await call(...args)
          return strike() ? await new Promise<never>(() => {}) : result
        }
      }
      const pool = new MachinePool(() => Date.now() + offsetMs)
      const effects = effectsOf(pool)
      const { market } = leases
      const killed = await runScaler(
        {
          ...effects,
          leases: { ...market, find: mortal(market.find), place: mortal(market.place), open: mortal(market.open), end: mortal(market.end) },
          journal: { events: effects.journal.events, note: (event) => (isDead ? undefined : effects.journal.note(event)) },
        },
        { file: fileOf(), name: 'serve-test', lookEveryMs },
      )
      const first = ask(pool)
      await Promise.race([first.seat.then(({ leave }) => leave()), expect.poll(() => isDead, { timeout: 20_000 }).toBe(true)])
      offsetMs = 400_000
      await expect.poll(() => isDead || killed.machines().length === 0, { timeout: 20_000 }).toBe(true)
      const wasKilled = isDead
      isDead = true
      const ended = openScaleJournal(join(folder, 'scale.log')).events.filter(({ kind }) => kind === 'ending').length

      // The next process has only the journal. If the first process was killed, the test sends the request again, as a client does whose connection breaks.
      const nextPool = new MachinePool(() => Date.now() + offsetMs)
      const next = await start(effectsOf(nextPool))
      if (wasKilled) (await ask(nextPool).seat).leave()
      offsetMs = 800_000
      await expect.poll(() => next.machines(), { timeout: 20_000 }).toEqual([])
      await expect.poll(() => states().filter((state) => state !== 'over')).toEqual([])
      // If the first process was killed, the second request needs another machine only if that process had begun to end its own machine.
      expect(leases.machines.size, `killed at effect ${at}`).toBe(wasKilled ? ended + 1 : 1)
      await next.stop()
      running.splice(0)
      if (!wasKilled) break
      leases.remove()
      leases = memoryLeases()
      rmSync(join(folder, 'scale.log'), { force: true })
      offsetMs = 0
    }
  }, 120_000)

  it('continues with its leases after a restart, and rents none while they are enough', async () => {
    const pool = new MachinePool()
    const first = await runScaler(effectsOf(pool), { file: fileOf(), name: 'serve-test', lookEveryMs })
    ;(await ask(pool).seat).leave()
    // The first scaler is stopped only after the test. It must be stopped, because otherwise its timer would write into the test's folder after the folder is
    // removed.
    running.push(first)
    const nextPool = new MachinePool()
    const next = await start(effectsOf(nextPool))
    ;(await ask(nextPool).seat).leave()
    expect([leases.machines.size, leases.made.size, next.machines().length]).toEqual([1, 1, 1])
  })

  it('waits for an order that a killed process may have sent just now, and ends its lease', async () => {
    const journal = openScaleJournal(join(folder, 'scale.log'))
    const plan = await leases.market.price(fileOf().wish)
    const found = await leases.market.find({ wish: fileOf().wish, plan, left: plan.cost.total, startScript: 'sleep 60', avoid: new Set() })
    if (found.kind !== 'order') throw new Error('the market has a machine')
    const { orderHash, bid } = found.order
    const ordered = { kind: 'ordered', atMs: Date.now(), node: bid.node, pricePerHour: 1n, order: found.order } as const
    journal.note({ ...ordered, id: orderHash })
    const scaler = await start(effectsOf(new MachinePool()))
    await expect.poll(() => scaler.machines()).toMatchObject([{ phase: 'ordered' }])
    await leases.market.place(found.order, { name: 'late', isDue: () => true })
    await expect.poll(() => scaler.machines()).not.toMatchObject([{ phase: 'ordered' }])
    await scaler.stop()
    expect(states()).toEqual(['over'])
  })

  it('sends the order of a killed process at once if a request waits', async () => {
    const journal = openScaleJournal(join(folder, 'scale.log'))
    const plan = await leases.market.price(fileOf().wish)
    const startScript = leaseScript({ command: fileOf().wish.command, checkpoint: 'checkpoints', results: 'results' })
    const found = await leases.market.find({ wish: fileOf().wish, plan, left: plan.cost.total, startScript, avoid: new Set() })
    if (found.kind !== 'order') throw new Error('the market has a machine')
    const { orderHash, bid } = found.order
    journal.note({ kind: 'ordered', id: orderHash, atMs: Date.now(), node: bid.node, pricePerHour: 1n, order: found.order })
    const pool = new MachinePool()
    const { seat } = ask(pool)
    await start(effectsOf(pool))
    ;(await seat).leave()
    expect([leases.machines.size, leases.made.size]).toEqual([1, 1])
  })

  it('gives up an order that was never sent and that no request needs', async () => {
    const journal = openScaleJournal(join(folder, 'scale.log'))
    const order = { orderHash: `0x${'9'.repeat(64)}`, bid: {} } as never
    journal.note({ kind: 'ordered', id: `0x${'9'.repeat(64)}`, atMs: Date.now(), node: 'a', pricePerHour: 1n, order })
    const scaler = await start(effectsOf(new MachinePool()))
    expect(scaler.machines().length).toBe(1)
    offsetMs = 16_000
    await expect.poll(() => scaler.machines()).toEqual([])
    expect([leases.machines.size, news]).toEqual([0, []])
  })

  it('ends its leases when it is stopped', async () => {
    const pool = new MachinePool()
    const scaler = await start(effectsOf(pool))
    ;(await ask(pool).seat).leave()
    await scaler.stop()
    expect(states()).toEqual(['over'])
    expect(openScaleJournal(join(folder, 'scale.log')).events.map(({ kind }) => kind)).toEqual([
      'ordered',
      'leased',
      'started',
      'ready',
      'ending',
      'over',
    ])
  })

  it('rents above no budget, and says so', async () => {
    const pool = new MachinePool()
    const { find } = leases.market
    const dear: typeof find = async (search) => {
      const found = await find(search)
      return found.kind === 'order'
        ? { ...found, order: { ...found.order, bid: { ...found.order.bid, maxPricePerGpuSecond: 10n ** 16n } as never } }
        : found
    }
    await start(effectsOf(pool, { leases: { ...leases.market, find: dear } }))
    const { asking, abort } = ask(pool)
    await expect.poll(() => news).toEqual([{ kind: 'unrented', reason: 'the cheapest machine is above the rest of the budget for an hour' }])
    expect([leases.machines.size, asking.isStart]).toEqual([0, false])
    abort.abort()
  })

  it('makes one order while the limit of its key is used up, and takes the start price back', async () => {
    const pool = new MachinePool()
    const placed: string[] = []
    const place = async ({ orderHash }: { readonly orderHash: string }) => {
      placed.push(orderHash)
      return { kind: 'waits', reason: 'the key may not spend more' } as const
    }
    const scaler = await start(effectsOf(pool, { leases: { ...leases.market, place } }))
    const { asking, abort } = ask(pool)
    await expect.poll(() => news.map(({ kind }) => kind)).toEqual(['renting', 'unrented'])
    offsetMs = 50_000
    await expect.poll(() => scaler.machines()).toEqual([])
    expect([placed.length, asking.isStart]).toEqual([1, false])
    abort.abort()
  })

  it('says that no machine is free, and rents one as soon as there is one', async () => {
    const pool = new MachinePool()
    let isFree = false
    const find: MemoryLeases['market']['find'] = async (search) =>
      isFree ? await leases.market.find(search) : { kind: 'none', reason: 'no machine of this class, price and time is free now' }
    await start(effectsOf(pool, { leases: { ...leases.market, find } }))
    const { seat } = ask(pool)
    await expect.poll(() => news).toEqual([{ kind: 'unrented', reason: 'no machine of this class, price and time is free now' }])
    isFree = true
    offsetMs = 6_000
    ;(await seat).leave()
    expect(leases.machines.size).toBe(1)
  })

  it('gives up a machine that was lost, and rents another one', async () => {
    const pool = new MachinePool()
    const scaler = await start(effectsOf(pool))
    ;(await ask(pool).seat).leave()
    const [lost] = scaler.machines()
    leases.lose('1')
    offsetMs = 1_000
    await expect.poll(() => pool.useOf(lost?.id ?? '')).toBeNull()
    const { seat } = ask(pool)
    offsetMs = 120_000
    ;(await seat).leave()
    expect(states()).toEqual(['over', 'usable'])
    const [first, second] = [...leases.machines.values()]
    expect(first?.node).not.toBe(second?.node)
  })

  it('rents one machine for each of two services with one key, although their orders have the same nonce', async () => {
    const used = new Set<number>()
    let next = 0
    const numbers = new Map<string, number>()
    const find: MemoryLeases['market']['find'] = async (search) => {
      const nonce = next
      const found = await leases.market.find(search)
      if (found.kind === 'order') numbers.set(found.order.orderHash, nonce)
      return found
    }
    const place: MemoryLeases['market']['place'] = async (order, how) => {
      const nonce = numbers.get(order.orderHash) ?? -1
      if (used.has(nonce)) return { kind: 'refused', reason: 'this nonce was used', canRepeat: true }
      used.add(nonce)
      next = nonce + 1
      return await leases.market.place(order, how)
    }
    const pools = [new MachinePool(), new MachinePool()]
    const scalers = await Promise.all(
      pools.map((pool, at) =>
        start(effectsOf(pool, { leases: { ...leases.market, find, place }, journal: openScaleJournal(join(folder, `scale-${at}.log`)) })),
      ),
    )
    const asked = pools.map(ask)
    await expect.poll(() => news.map(({ kind }) => kind)).toContain('unrented')
    offsetMs = 6_000
    for (const { seat } of asked) (await seat).leave()
    expect([leases.machines.size, used.size, scalers.map((scaler) => scaler.machines().length)]).toEqual([2, 2, [1, 1]])
    // Each one ends only its own lease.
    await scalers[0]?.stop()
    expect(states().filter((state) => state === 'usable').length).toBe(1)
    expect(scalers[1]?.machines()).toMatchObject([{ phase: 'ready' }])
  })

  it('ends a lease with a model server that stopped', async () => {
    const pool = new MachinePool()
    let isUp = true
    const scaler = await start(effectsOf(pool, { answers: async (door) => isUp && (await answers(door)) }))
    ;(await ask(pool).seat).leave()
    isUp = false
    for (const seconds of [10, 20, 30, 40]) {
      offsetMs = seconds * 1_000
      await expect.poll(() => scaler.machines().length === 0 || states()).toBeTruthy()
    }
    await expect.poll(() => states()).toEqual(['over'])
    expect(news).toContainEqual({ kind: 'ending', leaseId: '1', reason: 'the model server does not answer' })
  })
})
