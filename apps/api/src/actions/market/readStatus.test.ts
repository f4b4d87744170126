import { describe, expect, it } from 'vitest'
import type { DeploymentState, DeploymentRows } from '../../deployment/deploymentState.ts'
import { readStatus } from './readStatus.ts'

const nothing = { count: 0, oldestSeconds: 0 }
const sender = { sender: '0x1', seenSeconds: 2, balance: 1n, transactionsLeft: 9, lowGas: false, rest: null, open: nothing, nonceGap: 0 }
const well: DeploymentRows = {
  matcher: { seenSeconds: 1, paused: false, mode: 'open', journalSeq: 40 },
  commands: { api: nothing, chain: nothing, worker: nothing, admin: nothing },
  follower: { seenSeconds: 1, chainOk: true, headNumber: 7, finalNumber: 6, reorgs: 0, lag: { blocks: 0, seconds: 0 } },
  unsettled: nothing,
  relays: nothing,
  senders: [sender],
  nodes: { answering: 3, suspect: 1, lost: 1 },
  journalTailRows: 0,
}

const table: { promise: string; rows: DeploymentRows; says: Record<string, string>; whole: string }[] = [
  { promise: 'is ready when nothing waits', rows: well, says: { orders: 'well', transactions: 'well' }, whole: 'ready' },
  {
    promise: 'calls an old command slow',
    rows: { ...well, commands: { ...well.commands, chain: { count: 2, oldestSeconds: 6 } } },
    says: { orders: 'slow' },
    whole: 'degraded',
  },
  {
    promise: 'calls held-back settlements slow',
    rows: { ...well, matcher: { ...well.matcher, paused: true } },
    says: { orders: 'slow' },
    whole: 'degraded',
  },
  {
    promise: 'calls a market slow that its operator has halted',
    rows: { ...well, matcher: { ...well.matcher, mode: 'halted' } },
    says: { orders: 'slow' },
    whole: 'degraded',
  },
  {
    promise: 'calls an old command of an operator slow',
    rows: { ...well, commands: { ...well.commands, admin: { count: 1, oldestSeconds: 6 } } },
    says: { orders: 'slow' },
    whole: 'degraded',
  },
  {
    promise: 'calls a matcher that says nothing away',
    rows: { ...well, matcher: { ...well.matcher, seenSeconds: 31 } },
    says: { orders: 'away' },
    whole: 'degraded',
  },
  {
    promise: 'calls a follower without a chain slow',
    rows: { ...well, follower: { ...well.follower, chainOk: false } },
    says: { follower: 'slow' },
    whole: 'degraded',
  },
  {
    promise: 'calls a follower that is behind slow',
    rows: { ...well, follower: { ...well.follower, lag: { blocks: 9, seconds: 31 } } },
    says: { follower: 'slow' },
    whole: 'degraded',
  },
  {
    promise: 'calls an old match slow',
    rows: { ...well, unsettled: { count: 1, oldestSeconds: 61 } },
    says: { settlement: 'slow' },
    whole: 'degraded',
  },
  {
    promise: 'calls a gap of nonces slow',
    rows: { ...well, senders: [{ ...sender, nonceGap: 1 }] },
    says: { transactions: 'slow' },
    whole: 'degraded',
  },
  {
    promise: 'calls senders slow that all rest',
    rows: { ...well, senders: [{ ...sender, rest: 'gas' }] },
    says: { transactions: 'slow' },
    whole: 'degraded',
  },
  {
    promise: 'calls a sender with open transactions that says nothing away',
    rows: { ...well, senders: [sender, { ...sender, seenSeconds: 90, open: { count: 1, oldestSeconds: 5 } }] },
    says: { transactions: 'away' },
    whole: 'degraded',
  },
  {
    promise: 'forgets a sender that was retired with nothing open',
    rows: { ...well, senders: [sender, { ...sender, seenSeconds: 9_000 }] },
    says: { transactions: 'well' },
    whole: 'ready',
  },
  { promise: 'calls the deployment away that has no sender', rows: { ...well, senders: [] }, says: { transactions: 'away' }, whole: 'degraded' },
  {
    promise: 'is ready when every node is silent: those are not ours',
    rows: { ...well, nodes: { answering: 0, suspect: 0, lost: 4 } },
    says: { nodes: 'away' },
    whole: 'ready',
  },
]

describe('readStatus', () => {
  it.each(table)('$promise', async ({ rows, says, whole }) => {
    const { status, parts } = await setup({ rows })
    expect(status).toBe(whole)
    for (const [part, state] of Object.entries(says)) expect(parts).toHaveProperty(`${part}.state`, state)
  })

  it('says what the market takes', async () => {
    const { parts } = await setup({ rows: { ...well, matcher: { ...well.matcher, mode: 'cancel_only' } } })
    expect(parts.orders.mode).toBe('cancel_only')
  })

  it('says that the chain is away and keeps the last final block', async () => {
    const { status, parts } = await setup({ chain: { ok: false, blockNumber: 7, blockTimestamp: 1 } })
    expect(status).toBe('degraded')
    expect(parts.chain).toEqual({ state: 'away', latestBlock: null, finalBlock: 6, latestAt: null })
  })

  it('says no number while the database is away', async () => {
    const { status, parts } = await setup({ rows: null })
    expect(status).toBe('down')
    expect(parts.orders).toEqual({
      state: 'unknown',
      waiting: null,
      oldestSeconds: null,
      paused: null,
      mode: null,
      journalRows: null,
      tailRows: null,
    })
  })

  function setup(deployment: Partial<DeploymentState>) {
    const whole: DeploymentState = { chain: { ok: true, blockNumber: 7, blockTimestamp: 1_000 }, rows: well, ...deployment }
    return readStatus({ deployment: { read: () => Promise.resolve(whole) } }, { nowSeconds: 1_001 })
  }
})
