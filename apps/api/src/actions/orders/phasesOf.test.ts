import type { OrderProgressRow } from '@infinitio/db'
import { describe, expect, test } from 'vitest'
import { phasesOf } from './phasesOf.ts'

const nothing: OrderProgressRow = {
  acceptedAt: new Date(5_000),
  matchedAtMs: null,
  settlementState: null,
  settlementCode: null,
  settleTx: null,
  skippedCode: null,
  leaseId: null,
  settledAt: null,
  settledTx: null,
  settledFinal: false,
  readyAt: null,
  readyTx: null,
  readyFinal: false,
  readyRelayTx: null,
  closedAt: null,
}
const states = (state: Parameters<typeof phasesOf>[0]['state'], change: Partial<OrderProgressRow>, code: string | null = null) =>
  phasesOf({ state, code, createdAtMs: 6_000n }, { ...nothing, ...change }).map((phase) => phase.state)

describe('the phases of a bid', () => {
  test('turn from waiting to pending to final, one after the other', () => {
    expect(states('open', {})).toEqual(['final', 'waiting', 'waiting', 'waiting'])
    expect(states('matched', { matchedAtMs: 7_000n })).toEqual(['final', 'pending', 'waiting', 'waiting'])
    const settled = { matchedAtMs: 7_000n, leaseId: 1n, settledAt: 8n, settledTx: '0xaa' }
    expect(states('matched', settled)).toEqual(['final', 'final', 'pending', 'waiting'])
    expect(states('settled', { ...settled, settledFinal: true, readyAt: 9n, readyTx: '0xbb' })).toEqual(['final', 'final', 'final', 'pending'])
    expect(states('settled', { ...settled, settledFinal: true, readyAt: 9n, readyTx: '0xbb', readyFinal: true })).toEqual([
      'final',
      'final',
      'final',
      'final',
    ])
  })

  test('a settlement that a batch left out says why while it waits, and what refused it once it is given up', () => {
    const skipped = { matchedAtMs: 7_000n, settlementState: 'unsettled' as const, skippedCode: 'order.node_taken' }
    const settledOf = (change: Partial<OrderProgressRow>) =>
      phasesOf({ state: 'matched', code: null, createdAtMs: 6_000n }, { ...nothing, ...skipped, ...change })[2]
    expect(settledOf({})).toMatchObject({ state: 'waiting', code: 'order.node_taken' })
    expect(settledOf({ settledAt: 8n })).toMatchObject({ state: 'pending', code: null })
    const abandoned = { settlementState: 'abandoned' as const, settlementCode: 'account.insufficient_balance' }
    expect(settledOf(abandoned)).toMatchObject({ state: 'failed', code: 'account.insufficient_balance' })
  })

  test('a standing bid whose match was given up waits for another; with a lease another match failed for nothing', () => {
    const abandoned = { matchedAtMs: 7_000n, settlementState: 'abandoned' as const, settlementCode: 'node.not_listed', settleTx: '0xdd' }
    expect(states('open', abandoned)).toEqual(['final', 'waiting', 'waiting', 'waiting'])
    const leased = { ...abandoned, leaseId: 1n, settledAt: 8n, settledTx: '0xaa' }
    expect(states('open', leased)).toEqual(['final', 'final', 'pending', 'waiting'])
    expect(states('settled', leased)).toEqual(['final', 'final', 'pending', 'waiting'])
  })

  test('a lease that ended before its machine was ready waits for nothing', () => {
    const cancelled = { matchedAtMs: 7_000n, leaseId: 1n, settledAt: 8n, settledTx: '0xaa', settledFinal: true, closedAt: 9n }
    const phases = phasesOf({ state: 'settled', code: null, createdAtMs: 6_000n }, { ...nothing, ...cancelled })
    expect(phases[3]).toMatchObject({ state: 'failed', code: 'lease.over' })
    const used = phasesOf({ state: 'settled', code: null, createdAtMs: 6_000n }, { ...nothing, ...cancelled, readyAt: 9n, readyTx: '0xbb' })
    expect(used[3]).toMatchObject({ state: 'pending', code: null })
  })

  test('a transaction on its way is shown before it is mined', () => {
    const phases = phasesOf({ state: 'matched', code: null, createdAtMs: 6_000n }, { ...nothing, matchedAtMs: 7_000n, settleTx: '0xcc' })
    expect(phases[2]).toMatchObject({ state: 'waiting', txHash: '0xcc', at: null })
  })

  test('the first step that can never happen has failed, with its code', () => {
    expect(states('rejected', {}, 'order.node_taken')).toEqual(['final', 'failed', 'waiting', 'waiting'])
    const abandoned = phasesOf(
      { state: 'abandoned', code: 'account.insufficient_balance', createdAtMs: 6_000n },
      { ...nothing, matchedAtMs: 7_000n, settlementState: 'abandoned' },
    )
    expect(abandoned.map(({ state }) => state)).toEqual(['final', 'pending', 'failed', 'waiting'])
    expect(abandoned[2]?.code).toBe('account.insufficient_balance')
  })
})
