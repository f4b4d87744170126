import { address, durationSeconds, type Hex32, hex32, keccak256Hex, packWords, pTokenUnits, unixSeconds, zeroAddress } from '@infinitio/domain'
import { describe, expect, it } from 'vitest'
import type { PoolAccount } from '../draw/poolAccount.ts'
import { addLive, emptyPool, type PoolBatchView, taskIdOf } from '../pool/poolView.ts'
import { dueBlock } from './drawnAt.ts'
import { whyNotDrawn } from './whyNotDrawn.ts'

const word = (value: number): Hex32 => keccak256Hex(packWords([BigInt(value)]))
const provider = address(`0x${'a'.repeat(40)}`)
const node = { nodeId: word(1), classId: 4, vramGib: 24, tier: 1 }
const coin = 10n ** 9n
const stake: PoolAccount = { bonded: 100n * coin, locked: 0n, young: 0n, youngAt: 0n, outUntil: 0n }
const now = 1_000_000
const submitBlock = 100

describe('why a provider takes no task', () => {
  it.each([
    ['it has no stake', { ...stake, bonded: 0n }, [node], { kind: 'no stake' }],
    ['its stake is young', { ...stake, bonded: 0n, young: coin, youngAt: BigInt(now - 3_599) }, [node], { kind: 'young', countsAt: now + 1 }],
    ['nobody let its stake count', { ...stake, bonded: 0n, young: coin, youngAt: BigInt(now - 3_600) }, [node], { kind: 'ripe' }],
    ['it is out', { ...stake, outUntil: BigInt(now + 1) }, [node], { kind: 'out', until: now + 1 }],
    ['its time out is over', { ...stake, outUntil: BigInt(now) }, [node], null],
    ['it has no machine', stake, [], { kind: 'no machine' }],
    ['it can take tasks', stake, [node], null],
  ])('names the reason for all batches: %s', (_, account, nodes, reason) => {
    expect(look({ account, nodes }).account).toEqual(reason)
  })

  it.each([
    ['no machine of the class', {}, { nodes: [{ ...node, classId: 5 }] }, { kind: 'unfit' }],
    ['too little memory', {}, { nodes: [{ ...node, vramGib: 15 }] }, { kind: 'unfit' }],
    ['a lower tier', { minTier: 2 }, {}, { kind: 'unfit' }],
    ['the last second is over', { deadline: unixSeconds(BigInt(now + 150)) }, {}, { kind: 'too late' }],
    ['too little free stake', {}, { account: { ...stake, locked: 73n * coin } }, { kind: 'stake held', free: 2n * coin, needed: 3n * coin }],
    [
      'half of the stake stays free for whole tasks',
      { chunks: 1, reward: pTokenUnits(51n * coin * coin) },
      {},
      { kind: 'stake held', free: 50n * coin, needed: 51n * coin },
    ],
    ['it gave up the only task', { count: 1 }, { failed: true }, { kind: 'failed before' }],
  ])('names the reason for a batch: %s', (_, change, given, reason) => {
    expect(look({ ...given, change }).batches).toEqual([{ batchId: word(7), reason }])
  })

  it('says how many blocks the draw of the account waits, as the contract counts them', () => {
    // This provider has a hundredth of all stakes, so most tasks need many blocks until its draw (random number) is low enough for them.
    const others = 100n * stake.bonded
    const reasons = Array.from(
      { length: 40 },
      (_, blocks) => look({ total: others, change: { count: 3 }, block: submitBlock + 1 + blocks }).batches[0]?.reason,
    )
    const first = Math.min(...[0, 1, 2].map((index) => dueAt(index, others)))
    for (const [blocks, reason] of reasons.entries()) {
      const left = first - (submitBlock + 1 + blocks)
      expect(reason).toEqual(left <= 1 ? { kind: 'due' } : { kind: 'waits', blocks: left })
    }
    // The seed is the hash of a block that does not exist yet, so nobody knows the draws (random numbers).
    expect(look({ total: others, block: submitBlock }).batches[0]?.reason).toEqual({ kind: 'waits', blocks: 2 })
  })

  it('leaves out batches without an open task', () => {
    expect(look({ open: 0 }).batches).toEqual([])
    expect(look({ stopped: true }).batches).toEqual([])
  })

  type Given = {
    readonly account?: PoolAccount
    readonly nodes?: readonly (typeof node)[]
    readonly change?: Partial<PoolBatchView['batch']>
    readonly total?: bigint
    readonly block?: number
    readonly open?: number
    readonly stopped?: boolean
    readonly failed?: boolean
  }

  function look({ account = stake, nodes = [node], change = {}, total = account.bonded, block = submitBlock + 100, ...rest }: Given) {
    const view = emptyPool()
    view.accounts.set(provider, account)
    view.bonded = total
    addLive(view, batchOf(change, rest))
    return whyNotDrawn({ provider, nodes, most: 50 }, { view, head: { block, at: now }, hashOf: word })
  }

  function batchOf(change: Partial<PoolBatchView['batch']>, { open = 3, stopped = false, failed = false }: Given): PoolBatchView {
    const batch = {
      ...{ salt: word(2), submitter: zeroAddress, adapter: word(3), inputRoot: word(4), classMask: 1n << 4n, refClass: 4, chunks: 64, count: 3 },
      ...{ minVramGib: 16, minTier: 0, reward: pTokenUnits(coin * coin), verifyShare: pTokenUnits(1n), tip: pTokenUnits(0n) },
      ...{
        runSeconds: durationSeconds(60n),
        fetchSeconds: 60,
        deadline: unixSeconds(BigInt(now + 86_400)),
        storeKey: zeroAddress,
      },
      ...change,
    }
    const task = {
      ...{ taskId: taskIdOf(word(7), 0), batchId: word(7), index: 0, state: 'open' as const, worker: null, nodeId: word(1), classId: 4, tries: 1 },
      ...{ streak: 0, changedAt: now, changedBlock: submitBlock, commitment: null, revealed: null, sampleSeed: null, runs: new Map(), dispute: null },
      ...{ failures: [{ provider, code: 3 }], payments: [] },
    }
    const tasks = new Map(failed ? [[0, task]] : [])
    const at = { submitBlock, submittedAt: now, beaconSeed: hex32(word(9)), paid: 0n, baseFee: 0n }
    return { batchId: word(7), batch, ...at, open, stopped, tasks, live: tasks }
  }

  function dueAt(index: number, total: bigint): number {
    const draw = { taskId: taskIdOf(word(7), index), since: submitBlock, round: word(9) }
    const who = { account: provider, weight: stake.bonded - stake.bonded / 4n, total }
    return dueBlock(draw, who, { head: { block: submitBlock + 1, at: now }, hashOf: word }) ?? 0
  }
})
