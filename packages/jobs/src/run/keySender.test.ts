import { address, durationSeconds, hex32, pTokenUnits, unixSeconds, zeroAddress } from '@infinitio/domain'
import type { JobPlan } from '@infinitio/tasks'
import { privateKeyToAccount } from 'viem/accounts'
import { describe, expect, it } from 'vitest'
import { type FakeAnswer, fakeMarket, refusedAs } from '../../test/index.ts'
import { submitNonce } from './refusedBy.ts'
import { keySender } from './keySender.ts'

const word = (digit: string) => hex32(`0x${digit.repeat(64)}`)
const signer = privateKeyToAccount(word('1'))
const owner = address(`0x${'a'.repeat(40)}`)
const pool = address(`0x${'b'.repeat(40)}`)
const callId = '6f1c2d3e-0000-4000-8000-000000000001'

describe('the sender of a scheduler', () => {
  it('submits a batch by its key, numbers the call after the batch, and allows no spending of the key', async () => {
    const { sender, calls } = scene()
    expect(await sender.submit('sum', plan())).toEqual({ kind: 'sent' })
    const [call] = calls()
    expect(call).toMatchObject({ kind: 'call', account: signer.address.toLowerCase(), maxSpend: '0', nonce: `${submitNonce(word('c'))}` })
    expect(call?.what).toMatch(/^submit\(/)
    await sender.cancel(plan().batch)
    expect(calls().at(-1)?.what).toMatch(/^cancel\(/)
  })

  it.each([
    ['another submitter', plan({ submitter: zeroAddress })],
    ['a price above the limit of the job', plan({ total: 101n })],
  ])('signs nothing for %s', async (_, wrong) => {
    const { sender, calls } = scene()
    expect(await sender.submit('sum', wrong)).toMatchObject({ kind: 'refused', isFinal: true })
    expect(calls()).toEqual([])
  })

  it('signs nothing when the base fee rose above the price that the owner saw', async () => {
    const { sender, calls } = scene({ quote: { baseFee: 11n, escrow: 90n } })
    expect(await sender.submit('sum', plan())).toMatchObject({ kind: 'refused', reason: expect.stringContaining('base fee rose') })
    expect(calls()).toEqual([])
  })

  it.each([
    ['pays in', { balance: 99n }, 'pay in'],
    ['allows the key', { expiry: 999 }, 'allow its key'],
    ['raises its limit', { left: 99n }, 'raise its limit'],
  ])('waits until the owner %s', async (_, change, reason) => {
    const { sender, calls } = scene(change)
    expect(await sender.submit('sum', plan())).toEqual({ kind: 'waits', reason: expect.stringContaining(reason) })
    expect(calls()).toEqual([])
  })

  it.each<[string, FakeAnswer, object]>([
    ['waits for money that left between the look and the call', failedWith('task.balance_too_low'), { kind: 'waits' }],
    ['plans again when the deadline came too near', failedWith('task.batch_invalid'), { kind: 'refused', isFinal: false }],
    ['gives up what the chain rejects in any case', failedWith('task.pay_too_low'), { kind: 'refused', isFinal: true }],
  ])('%s', async (_, status, answer) => {
    expect(await scene({ status }).sender.submit('sum', plan())).toMatchObject(answer)
  })

  it.each<[string, FakeAnswer, object]>([
    ['waits for an account that the market sends nothing for', refusedAs('task.account_not_covered', 403), { kind: 'waits' }],
    ['gives up what the market rejects', refusedAs('api.invalid_field', 400), { kind: 'refused', isFinal: true }],
  ])('%s', async (_, placed, answer) => {
    expect(await scene({ placed }).sender.submit('sum', plan())).toMatchObject(answer)
  })

  it('throws when nobody knows whether a call was sent, so that the chain is looked at first', async () => {
    await expect(scene({ placed: refusedAs('api.internal', 500) }).sender.submit('sum', plan())).rejects.toMatchObject({ code: 'api.internal' })
  })
})

type Scene = {
  readonly quote?: { readonly baseFee: bigint; readonly escrow: bigint }
  readonly balance?: bigint
  readonly left?: bigint
  readonly expiry?: number
  readonly placed?: FakeAnswer
  readonly status?: FakeAnswer
}
type SentCall = { readonly what: string; readonly account: string; readonly maxSpend: string; readonly nonce: string }

function scene({ quote = { baseFee: 10n, escrow: 90n }, balance = 100n, left = 100n, expiry = 2_000, placed, status }: Scene = {}) {
  const { session, asked } = fakeMarket(({ path }) => {
    if (path.endsWith('/chain')) return { body: { chainId: 31_337, chainNow: 1_000 } }
    if (path.endsWith('/pool/calls')) return placed ?? { status: 202, body: { callIds: [callId] } }
    return status ?? { body: { callId, kind: 'call', name: 'submit', state: 'mined', code: null } }
  })
  const at = {
    ...{ domain: { chainId: 31_337, pool }, quote: async () => quote, balanceOf: async () => balance },
    allowanceOf: async () => ({ left, dayCap: 100n, expiry, now: 1_000 }),
  }
  const calls = () => asked.flatMap(({ path, body }) => (path.endsWith('/pool/calls') ? (body as { calls: SentCall[] }).calls : []))
  return { sender: keySender({ session, pool: at, signer, work: { owner, maxCost: 100n } }), calls }
}

function failedWith(code: string): FakeAnswer {
  return { body: { callId, kind: 'call', name: 'submit', state: 'failed', code } }
}

function plan({ submitter = owner, total = 100n }: { submitter?: JobPlan['batch']['submitter']; total?: bigint } = {}): JobPlan {
  const batch: JobPlan['batch'] = {
    ...{ salt: word('d'), submitter, adapter: word('e'), inputRoot: word('f'), classMask: 1n, refClass: 0, chunks: 4, count: 1, minVramGib: 0 },
    ...{ minTier: 0, reward: pTokenUnits(80n), verifyShare: pTokenUnits(10n), tip: pTokenUnits(0n), runSeconds: durationSeconds(60n) },
    ...{ fetchSeconds: 60, deadline: unixSeconds(9_000n), storeKey: zeroAddress },
  }
  return { batchId: word('c'), batch, input: word('f'), seconds: 1, cost: { reward: 80n, checks: 10n, fees: 0n, baseFee: 10n, total } }
}
