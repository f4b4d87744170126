import {
  type Address,
  address,
  durationSeconds,
  type Hex32,
  keccak256Hex,
  packWords,
  pTokenUnits,
  type TaskBatch,
  unixSeconds,
  zeroAddress,
  zeroHex32,
} from '@infinitio/domain'
import { expect, test } from 'vitest'
import { addLive, emptyPool, type PoolBatchView, type PoolTaskView, type PoolView, taskIdOf } from '../pool/poolView.ts'
import { createDrawBook } from './drawBook.ts'
import type { HashOf } from './drawnAt.ts'
import { dutiesOf } from './dutiesOf.ts'
import type { Taker } from './duty.ts'

const word = (value: number): Hex32 => keccak256Hex(packWords([BigInt(value)]))
const hashOf: HashOf = (block) => word(block)
const [checker, attacker] = ['1', '2'].map((digit) => address(`0x${digit.repeat(40)}`)) as [Address, Address]
const [heldAdapter, otherAdapter] = [word(1), word(2)]
const committedAt = 100

test('a provider takes no check of a task whose adapter it does not have', () => {
  const kindsOf = (adapter: Hex32) =>
    dutiesOf(taker, { view: poolWith(adapter), head: { block: 110, at: 1_000 }, hashOf }, createDrawBook()).map(({ kind }) => kind)
  expect(kindsOf(heldAdapter)).toEqual(['take run'])
  expect(kindsOf(otherAdapter)).toEqual([])
})

const node = { nodeId: word(3), classId: 0, vramGib: 80, tier: 1 }
const taker: Taker = { provider: checker, nodes: [node], checkers: [node], adapters: new Set([heldAdapter]), room: 1 }

/** Returns a pool in which a submitter works on its own task and has committed to a result, which is audited now. */
function poolWith(adapter: Hex32): PoolView {
  const view = emptyPool()
  view.bonded = 1_000n
  view.accounts.set(checker, { bonded: 1_000n, locked: 0n, young: 0n, youngAt: 0n, outUntil: 0n })
  const terms: TaskBatch = {
    ...{
      salt: word(4),
      submitter: attacker,
      adapter,
      inputRoot: word(5),
      classMask: 1n,
      refClass: 0,
      chunks: 1,
      count: 1,
      minVramGib: 0,
      minTier: 0,
    },
    ...{ reward: pTokenUnits(1_000_000_000n), verifyShare: pTokenUnits(500_000_000n), tip: pTokenUnits(0n), runSeconds: durationSeconds(1n) },
    ...{ fetchSeconds: 1, deadline: unixSeconds(1_000_000n), storeKey: zeroAddress },
  }
  const batch: PoolBatchView = {
    ...{ batchId: word(6), batch: terms, beaconSeed: word(7), submitBlock: 90, submittedAt: 900, paid: 0n, baseFee: 0n, open: 0, stopped: false },
    ...{ tasks: new Map(), live: new Map() },
  }
  const task: PoolTaskView = {
    ...{ taskId: taskIdOf(batch.batchId, 0), batchId: batch.batchId, index: 0, state: 'committed', worker: attacker, nodeId: zeroHex32, classId: 0 },
    ...{ tries: 1, streak: 0, changedAt: 990, changedBlock: committedAt, commitment: word(8), revealed: null, sampleSeed: null, runs: new Map() },
    ...{ dispute: null, failures: [], payments: [] },
  }
  batch.tasks.set(0, task)
  batch.live.set(0, task)
  addLive(view, batch)
  return view
}
