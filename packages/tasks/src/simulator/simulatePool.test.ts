import { describe, expect, it } from 'vitest'
import { drawSpace, dueStep, honestPool, type PoolSettings, poolRows, simulatePool, weightToAccept, weightToAudit } from '../index.ts'
import { stepOfDraw } from './createDraws.ts'
import { bondStakes, canAudit, type Member, stakesToAccept } from './members.ts'

const small = { ...honestPool, tasks: 400, warmUp: 200 }
const run = (change: Partial<PoolSettings>) => simulatePool({ ...small, ...change })
const cartel = { cheatBps: 3_333, groupSize: 67 }

describe('the simulator uses the rules of the pool', () => {
  it.each(['split', 'whole'] as const)('for weights in %s work', (shape) => {
    const stake = 7_000n
    for (let locked = 0; locked <= bondStakes; locked += 1) {
      const member: Member = { cheats: null, copies: false, isAbsent: false, locked, inTasks: 0 }
      const account = { bonded: stake * BigInt(bondStakes), locked: stake * BigInt(locked), young: 0n, youngAt: 0n, outUntil: 0n }
      expect(BigInt(stakesToAccept(member, shape)) * stake).toBe(weightToAccept(account, { shape, atSeconds: 0n }))
      expect(canAudit(member)).toBe(weightToAudit(account, { stake, atSeconds: 0n }) > 0n)
    }
  })

  it('for the step at which an account is due', () => {
    for (let of32 = 0; of32 < 2 ** 32; of32 += 9_999_991)
      for (const weight of [1, 5, 12, 300, 1_200, 2_400])
        expect(stepOfDraw(of32 / 2 ** 32, { weight, total: 2_400 })).toBe(
          dueStep(BigInt(of32) * (drawSpace / 2n ** 32n), { weight: BigInt(weight), total: 2_400n }),
        )
  })
})

describe('a simulated pool', () => {
  it('gives the same report for the same seed', () => {
    expect(run(cartel)).toEqual(run(cartel))
    expect(run({ ...cartel, seed: 2 })).not.toEqual(run(cartel))
  })

  it('pays honest accounts for every task and takes none of their stakes', () => {
    const report = run({})
    expect(report).toMatchObject({ tasks: 400, fakedTasks: 0, wrongChunks: 0, unaudited: 0, honestLosses: 0, honestProfit: 197_500 })
    // An audit calculates 13 of the 256 chunks of a task, and one audit in eight gets a second auditor: 13 ⁄ 256 · 9 ⁄ 8 is below 0.065.
    expect(report.checkedChunks / report.chunks).toBeLessThan(0.065)
  })

  it.each([
    ['cheats alone', { cheatBps: 2_000, cheatsStay: false }],
    ['cheats in threes', { cheatBps: 2_000, groupSize: 3, cheatsStay: false }],
    ['a cartel of a fifth', { cheatBps: 2_000, groupSize: 40 }],
    ['a cartel of a third', cartel],
    ['a cartel of a third that appeals', { ...cartel, cheatsAppeal: true }],
    ['a cartel of a third whose every work is unsplit', { ...cartel, chunks: 1, faked: 1 }],
    ['a cartel of a third with a long streak', { ...cartel, chunks: 1, faked: 1, streak: 40 }],
    ['a cartel of a third while half of the honest are absent', { ...cartel, absentBps: 5_000 }],
  ])('makes %s poorer than honest accounts', (_, change) => {
    const report = run(change)
    expect(report.fakedTasks).toBeGreaterThan(0)
    expect(report.cheatProfit).toBeLessThan(report.honestProfit)
  })

  it('shows that a stake of one reward would not stop a cartel of a third', () => {
    expect(run({ ...cartel, stakeTimes: 1n, absentBps: 5_000, seed: 3, tasks: 2_000 }).cheatProfit).toBeGreaterThan(0)
  })

  it('takes results unaudited where nobody is left to audit', () => {
    const report = run({ accounts: 1, tasks: 5, warmUp: 0 })
    expect(report).toMatchObject({ tasks: 5, audits: 0, unaudited: 5 })
  })

  it('ends without tasks where nobody answers', () => {
    expect(run({ absentBps: 10_000 })).toMatchObject({ tasks: 0, audits: 0 })
  })

  it('has no two rows with one name', () => {
    const names = poolRows(1).map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
  })
})
