import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { simulatedFleet } from '../fleet/simulatedFleet.ts'
import { decideActs, runSeconds } from './decideActs.ts'
import type { MarketAct, MarketLook, RentableMachine } from './marketView.ts'
import { machinesLeftFree } from './decideActs.ts'

const rich = 10n ** 24n

describe('decideActs', () => {
  it('returns the same acts for the same input', () => {
    fc.assert(
      fc.property(looks(), (look) => {
        expect(decideActs(look)).toEqual(decideActs(structuredClone(look)))
      }),
    )
  })

  it('leaves two machines of each class free and never uses machines of real people', () => {
    let taken = 0
    fc.assert(
      fc.property(looks(), (look) => {
        for (const act of decideActs(look)) {
          if (act.kind !== 'rent' && act.kind !== 'bid') continue
          taken += 1
          const { machine, gpus } = act
          expect(machine.isOurs).toBe(true)
          const left = look.machines.map((one) => (one.node === machine.node ? { ...one, freeGpus: one.freeGpus - gpus } : one))
          expect(left.every(({ freeGpus }) => freeGpus >= 0)).toBe(true)
          expect(left.filter(({ classId, freeGpus }) => classId === machine.classId && freeGpus > 0).length).toBeGreaterThanOrEqual(machinesLeftFree)
        }
      }),
      { numRuns: 2_000 },
    )
    expect(taken).toBeGreaterThan(100)
  })

  it('moves only its own prices, and fills a waiting bid only if the bid may have the machine', () => {
    let met = 0
    for (let step = 0; step < 4_000; step += 1) {
      const machines = [machine({ node: '0x01', freeGpus: 1 }), machine({ node: '0x02' }), machine({ node: '0x03', isOurs: false })]
      const isScarce = step % 2 === 0
      const waiting = [{ node: '0x01', gpus: 1, price: 10n ** 15n }]
      const acts = decideActs(look({ step, machines: isScarce ? machines : [...machines, machine({ node: '0x04' })], waiting }))
      for (const act of acts) {
        if (act.kind !== 'reprice') continue
        expect(act.node).not.toBe('0x03')
        if (act.node !== '0x01' || act.price > (waiting[0]?.price ?? 0n)) continue
        // Counts how often a new price makes the waiting bid match. The bid then takes machine 0x01, and the machines 0x02 and 0x03 of the class stay free.
        met += 1
      }
      const scarce = decideActs(look({ step, machines: machines.slice(0, 2), waiting }))
      expect(scarce.filter((act) => act.kind === 'reprice' && act.node === '0x01' && act.price <= 10n ** 15n)).toEqual([])
    }
    expect(met).toBeGreaterThan(10)
  })

  it('moves no price before the waiting bids of all renters are known', () => {
    for (let step = 0; step < 500; step += 1) {
      expect(decideActs(look({ step, waiting: null })).filter(({ kind }) => kind === 'reprice')).toEqual([])
    }
  })

  it('bids below the price and waits, so that only a lower price fills the bid', () => {
    const bids = acts(2_000).filter((act): act is Extract<MarketAct, { kind: 'bid' }> => act.kind === 'bid')
    expect(bids.length).toBeGreaterThan(50)
    for (const { machine: wanted, price } of bids) expect(price).toBeLessThan(wanted.price)
  })

  it('ends a lease once its job has run, within 15 minutes, and not before it is ready', () => {
    const lease = { leaseId: '7', readyAt: 1_000, isEnding: false }
    const endsAt = (now: number, change: Partial<typeof lease> | { readyAt: null } = {}) =>
      decideActs(look({ now, renter: { available: 0n, leases: [{ ...lease, ...change }], bids: [] } })).some(({ kind }) => kind === 'end')
    expect(runSeconds('7')).toBeLessThanOrEqual(900)
    expect(endsAt(1_000 + runSeconds('7') - 1)).toBe(false)
    expect(endsAt(1_000 + runSeconds('7'))).toBe(true)
    expect(endsAt(99_999, { readyAt: null })).toBe(false)
    expect(endsAt(99_999, { isEnding: true })).toBe(false)
  })

  it('spends no more than half of the free balance on one order', () => {
    const poor = { available: 2n * 10n ** 15n * 3_600n, leases: [], bids: [] }
    for (let step = 0; step < 1_000; step += 1) {
      for (const act of decideActs(look({ step, renter: poor }))) {
        if (act.kind === 'rent' || act.kind === 'bid')
          expect(act.machine.price * BigInt(act.gpus * act.seconds) * 2n).toBeLessThanOrEqual(poor.available)
      }
    }
    expect(decideActs(look({ renter: { ...poor, available: 0n } })).filter(({ kind }) => kind === 'rent' || kind === 'bid')).toEqual([])
  })

  it('rents, waits and moves prices often enough for a market that a person watches', () => {
    const kinds = acts(720).map(({ kind }) => kind)
    const share = (kind: MarketAct['kind']) => kinds.filter((one) => one === kind).length / 720
    expect(share('rent')).toBeGreaterThan(0.1)
    expect(share('bid')).toBeGreaterThan(0.1)
    expect(share('reprice')).toBeGreaterThan(0.2)
  })
})

describe('the asks of the simulated machines', () => {
  it('lists at least half of the machines on terms that an index counts: 1 GPU, 1 to 24 hours, notice up to 1 h, trial of at least 300 s', () => {
    const asks = simulatedFleet().map(({ ask }) => ask)
    const counted = asks.filter(
      ({ minDurationSeconds, maxDurationSeconds, noticeSeconds, trialSeconds }) =>
        minDurationSeconds <= 3_600 && maxDurationSeconds >= 86_400 && noticeSeconds <= 3_600 && trialSeconds >= 300,
    )
    expect(counted.length * 2).toBeGreaterThanOrEqual(asks.length)
  })
})

function acts(steps: number): MarketAct[] {
  return Array.from({ length: steps }, (_, step) => decideActs(look({ step, now: 1_795_600_000 + step * 5 }))).flat()
}

function machine(change: Partial<RentableMachine> = {}): RentableMachine {
  return { node: '0x01', classId: 1, price: 10n ** 15n + 1n, freeGpus: 4, isOurs: true, minSeconds: 60, maxSeconds: 86_400, ...change }
}

function look(change: Partial<MarketLook> = {}): MarketLook {
  const machines = change.machines ?? ['0x01', '0x02', '0x03', '0x04'].map((node) => machine({ node }))
  return {
    ...{ step: 0, seed: 7, now: 1_795_600_000, machines, waiting: [] },
    renter: { available: rich, leases: [], bids: [] },
    firstPrices: new Map(machines.map(({ node }) => [node, 10n ** 15n])),
    ...change,
  }
}

function looks(): fc.Arbitrary<MarketLook> {
  const one = fc.record({ classId: fc.integer({ min: 0, max: 2 }), freeGpus: fc.integer({ min: 0, max: 8 }), isOurs: fc.boolean() })
  return fc
    .record({ step: fc.nat(100_000), now: fc.integer({ min: 1_795_600_000, max: 1_795_700_000 }), facts: fc.array(one, { maxLength: 12 }) })
    .map(({ step, now, facts }) =>
      look({ step, now, machines: facts.map((fact, place) => machine({ node: `0x${String(place).padStart(2, '0')}`, ...fact })) }),
    )
}
