import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LeaseMarket } from '@infinitio/jobs'
import { memoryLeases, type MemoryLeases } from '@infinitio/jobs/test'
import { type Asking, MachinePool } from '@infinitio/relay'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runScaler } from './runScaler.ts'
import { openScaleJournal } from './scaleJournal.ts'
import { readServiceFile } from './serviceFile.ts'
import { startCostOf, startPriceText } from './startCost.ts'

const pt = 10n ** 18n
const pricePerSecond = pt / 3_600n
const [noticeSeconds, idleSeconds, waitSeconds] = [300n, 300n, 60n]
const flatFee = pt / 1_000n
/** The pay for the tokens of a small request. */
const tokens = 10n ** 12n
const tickMs = 20_000
const attackMs = 1_800_000
const fileOf = (changes = '') =>
  readServiceFile(`model: test-server-no-model
command: node server.mjs
resources: { gpus: 1, max_price: 1.00 }
budget: 1.00
machines: 0-1
${changes}`)

let folder: string
let leases: MemoryLeases
/** A market whose machines cost the highest price of the file, bill the longest notice, and have a fee for each lease. */
let market: LeaseMarket

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'infinitio-small-requests-'))
  leases = memoryLeases()
  const price: LeaseMarket['price'] = async ({ gpus, seconds, maxPricePerGpuHour }, orders = 4n) => {
    const time = (maxPricePerGpuHour / 3_600n) * BigInt(seconds)
    const fees = orders * flatFee
    return { gpus, seconds, maxPricePerGpuSecond: maxPricePerGpuHour / 3_600n, cost: { time, fees, total: time + fees } }
  }
  const find: LeaseMarket['find'] = async (search) => {
    const found = await leases.market.find({ ...search, startScript: 'true' })
    if (found.kind !== 'order') return found
    return { ...found, order: { ...found.order, bid: { ...found.order.bid, maxPricePerGpuSecond: pricePerSecond } as never } }
  }
  market = { ...leases.market, price, find }
})
afterEach(() => {
  leases.remove()
  rmSync(folder, { recursive: true, force: true })
})

describe('the default start price', () => {
  it('is the cost of a start, its idle time and the notice at the highest price, with the fees of one lease', async () => {
    const cost = await startCostOf(fileOf(), market.price)
    const least = pricePerSecond * (waitSeconds + idleSeconds + noticeSeconds) + flatFee
    expect(cost.total).toBeGreaterThanOrEqual(least)
    expect(cost.total - least).toBeLessThan(10n ** 15n)
    expect(cost.time + cost.fees).toBe(cost.total)
    expect(startPriceText(fileOf(), cost)).toMatch(
      /^A request that causes a start pays what a start can cost: 0\.185 PT \(0\.18\d+ PT for 60 s to start, 300 s idle/,
    )
  })

  it('counts no higher price for an hour than the budget', async () => {
    const cheap = await startCostOf(readServiceFile(yamlWith('budget: 0.50')), market.price)
    expect(cheap.pricePerHour).toBe(pt / 2n)
  })

  it.each([
    ['start_price: 0', /^Warning: start_price is 0, so you pay for each start, up to 0\.185 PT/],
    ['start_price: 0.10', /^Warning: a request that causes a start pays 0\.10 PT, but a start can cost 0\.185 PT/],
    ['start_price: 0.20', /^A request that causes a start pays 0\.20 PT\. A start can cost 0\.185 PT/],
  ])('is replaced by %s, with what that means', async (line, text) => {
    expect(startPriceText(fileOf(line), await startCostOf(fileOf(line), market.price))).toMatch(text)
  })
})

describe('a payer of repeated small requests', () => {
  it.each([40, 280, 320, 700])('each %i s pays at least the cost of the machines', async (everySeconds) => {
    const { paid, cost, starts } = await attack({ everySeconds })
    expect(starts).toBeGreaterThan(1)
    expect(paid).toBeGreaterThanOrEqual(cost)
  })

  it.each([40, 320])('each %i s costs the owner almost everything with a start price of 0', async (everySeconds) => {
    const { paid, cost } = await attack({ everySeconds, changes: 'start_price: 0' })
    expect(paid * 1_000n).toBeLessThan(cost)
  })

  it('gets few starts if no start is ever paid', async () => {
    const { paid, starts, pauses } = await attack({ everySeconds: 40, isAnswered: false })
    expect(paid).toBe(0n)
    expect(pauses[0]).toBe(60_000)
    expect(starts).toBeLessThanOrEqual(4)
  })
})

function yamlWith(budget: string): string {
  return `model: m\ncommand: node server.mjs\nresources: { gpus: 1, max_price: 1.00 }\n${budget}\n`
}

type Attack = { readonly everySeconds: number; readonly changes?: string; readonly isAnswered?: boolean }

/**
 * Runs the real scaler through half an hour of small requests. The test's clock moves in steps of 20 s, and each step waits until the scaler has run its
 * regular check.
 */
async function attack({ everySeconds, changes, isAnswered = true }: Attack) {
  const file = fileOf(changes)
  let offsetMs = 0
  let looks = 0
  const nowMs = () => {
    looks += 1
    return offsetMs
  }
  const pool = new MachinePool(() => offsetMs)
  const journal = openScaleJournal(join(folder, 'scale.log'))
  const startPrice = file.startPrice ?? (await startCostOf(file, market.price)).total
  const pauses: number[] = []
  let paid = 0n
  const scaler = await runScaler(
    {
      ...{
        leases: market,
        journal,
        pool,
        nowMs,
        openDoor: async () => ({ base: 'http://127.0.0.1:9/v1', headers: {} }),
        answers: async () => isAnswered,
      },
      ...{ readFile: () => new Uint8Array(), onNews: (news) => news.kind === 'unpaid' && pauses.push(news.pauseMs) },
    },
    { file, name: 'serve-test', lookEveryMs: 1 },
  )
  const pay = (asking: Asking) => {
    const start = asking.isStart && isAnswered ? startPrice : 0n
    const pays = { start, tokens: isAnswered ? tokens : 0n }
    paid += pays.start + pays.tokens
    asking.onPaid?.(pays)
  }
  const looked = async () => {
    const before = looks
    await expect.poll(() => looks, { interval: 1 }).toBeGreaterThan(before + 12)
  }
  for (let nextMs = 0; offsetMs < attackMs; offsetMs += tickMs) {
    if (offsetMs >= nextMs) {
      nextMs = offsetMs + everySeconds * 1_000
      const abort = new AbortController()
      const asking: Asking = { isStart: false, onPaid: null, signal: abort.signal, withinMs: 60_000, onWait: () => {} }
      const seat = pool.take(asking)
      seat.catch(() => {})
      if (isAnswered) {
        const { leave } = await seat
        pay(asking)
        leave()
      } else {
        await looked()
        abort.abort()
        pay(asking)
      }
    }
    await looked()
  }
  await scaler.stop()
  const { events } = openScaleJournal(join(folder, 'scale.log'))
  const [ordered, over] = (['ordered', 'over'] as const).map((kind) => events.filter((event) => event.kind === kind))
  const seconds = (over ?? []).reduce(
    (sum, { id, atMs }) => sum + BigInt((atMs - (ordered?.find((event) => event.id === id)?.atMs ?? atMs)) / 1_000),
    0n,
  )
  const starts = ordered?.length ?? 0
  const cost = pricePerSecond * (seconds + BigInt(starts) * noticeSeconds) + BigInt(starts) * flatFee
  return { paid, cost, starts, pauses }
}
