import { address, type TaskBatch } from '@infinitio/domain'
import { expect, it } from 'vitest'
import type { PoolAccount } from '../draw/poolAccount.ts'
import type { PoolBatchView } from '../pool/poolView.ts'
import { type PoolMachine, takersOf } from './takersOf.ts'

const at = 10_000
const account = (digit: string) => address(`0x${digit.repeat(40)}`)
const batch = {
  batch: {
    submitter: account('e'),
    chunks: 64,
    reward: 10n ** 18n,
    classMask: 0b10n,
    minVramGib: 8,
    minTier: 0,
  } as unknown as TaskBatch,
} as PoolBatchView
const bonded: PoolAccount = { bonded: 100n * 10n ** 9n, locked: 0n, young: 0n, youngAt: 0n, outUntil: 0n }
const machine = (provider: string, change: Partial<PoolMachine> = {}): PoolMachine => ({
  provider,
  classId: 1,
  vramGib: 8,
  tier: 0,
  state: 'free',
  ...change,
})

it('counts each provider once, with the first reason why it cannot take a task', () => {
  const accounts = new Map([
    [account('1'), bonded],
    [account('2'), { ...bonded, outUntil: BigInt(at + 1) }],
    [account('3'), { ...bonded, bonded: 0n, young: 5n * 10n ** 9n, youngAt: BigInt(at - 3_599) }],
    [account('4'), { ...bonded, locked: 73n * 10n ** 9n }],
    [account('5'), bonded],
    [account('6'), bonded],
    [account('7'), bonded],
    [account('8'), { ...bonded, bonded: 0n }],
    [account('e'), bonded],
  ])
  const machines = [
    machine(account('1'), { state: 'rented' }),
    machine(account('1')),
    ...[account('2'), account('3'), account('4'), account('e')].map((one) => machine(one)),
    machine(account('5'), { classId: 2 }),
    machine(account('6'), { state: 'away' }),
    machine(account('7'), { state: 'rented' }),
    machine(account('7'), { vramGib: 4 }),
  ]
  expect(takersOf(batch, { view: { accounts }, at, machines })).toEqual({ able: 1, out: 1, young: 1, locked: 1, unfit: 1, away: 1, rented: 1 })
})

it('counts a stake once its hour has passed, also before anybody ripens it', () => {
  const accounts = new Map([[account('3'), { ...bonded, bonded: 0n, young: 5n * 10n ** 9n, youngAt: BigInt(at - 3_600) }]])
  expect(takersOf(batch, { view: { accounts }, at, machines: [machine(account('3'))] })).toMatchObject({ able: 1, young: 0 })
})

it('counts only machines that reported the fingerprint of the job', () => {
  const accounts = new Map(['1', '2', '3'].map((digit) => [account(digit), bonded]))
  const machines = [machine(account('1'), { fingerprints: ['0xa', '0xb'] }), machine(account('2'), { fingerprints: ['0xa'] }), machine(account('3'))]
  const count = (fingerprint?: string) => takersOf({ ...batch, fingerprint }, { view: { accounts }, at, machines })
  expect([count().able, count('0xa').able, count('0xb').able, count('0xc').able]).toEqual([3, 2, 1, 0])
  expect(count('0xb').unfit).toBe(2)
})
