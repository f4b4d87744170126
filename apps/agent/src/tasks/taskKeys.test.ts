import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Hex32, hex32, zeroHex32 } from '@infinitio/domain'
import { newJobKey, newStepKey, openStepKey, sealStepKey, type StepKey } from '@infinitio/sdk/pool'
import type { PoolBatchView, PoolRunView, PoolTaskView } from '@infinitio/tasks'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { loadNodeKeys, type NodeKeys } from '../keys/loadNodeKeys.ts'
import { createTaskKeys, type KeyBox } from './taskKeys.ts'

const [mine, other] = ['a', 'b'].map((digit) => hex32(`0x${digit.repeat(64)}`)) as [Hex32, Hex32]
const taskId = hex32(`0x${'7'.repeat(64)}`)
const logger = { debug() {}, info() {}, warn() {}, error() {} } as never
const folder = mkdtempSync(path.join(tmpdir(), 'infinitio-task-keys-'))
const file = { sha256: zeroHex32, bytes: 1 }
let keys: NodeKeys
let others: NodeKeys
let step: StepKey
let boxes: KeyBox[] = []
let passed: { nodeId: Hex32; box: string }[] = []
let now = 0

beforeAll(async () => {
  keys = await loadNodeKeys(path.join(folder, 'mine'))
  others = await loadNodeKeys(path.join(folder, 'other'))
  step = await newStepKey(newJobKey(), 'input')
})
beforeEach(() => {
  ;[boxes, passed, now] = [[], [], 0]
})
afterAll(() => rmSync(folder, { recursive: true }))

it('opens the key that the market has for its own machine', async () => {
  boxes = [{ nodeId: mine, box: await sealStepKey(step, { nodeId: mine, boxKey: keys.boxKey }) }]
  const held = holder()
  expect(held.of(task())).toBe('waiting')
  await expect.poll(() => held.of(task())).toEqual(step)
  // The key is for the whole step: other tasks of the batch need no second one.
  expect(held.of(task({ taskId: hex32(`0x${'8'.repeat(64)}`) }))).toEqual(step)
})

it('ignores keys of other machines, other steps and changed ones, and then takes the right one', async () => {
  const wrong = await newStepKey(newJobKey(), 'input')
  boxes = [
    { nodeId: other, box: await sealStepKey(step, { nodeId: other, boxKey: others.boxKey }) },
    { nodeId: mine, box: await sealStepKey(step, { nodeId: other, boxKey: others.boxKey }) },
    { nodeId: mine, box: await sealStepKey(wrong, { nodeId: mine, boxKey: keys.boxKey }) },
    { nodeId: mine, box: '0x01' },
  ]
  const held = holder()
  for (now = 0; now < 5_000; now += 1_000) {
    expect(held.of(task())).toBe('waiting')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  boxes = [...boxes, { nodeId: mine, box: await sealStepKey(step, { nodeId: mine, boxKey: keys.boxKey }) }]
  now = 6_000
  held.of(task())
  await expect.poll(() => held.of(task())).toEqual(step)
})

it('gives up after 30 s, takes no more of the batch for ten minutes, and waits again at the next try', () => {
  const held = holder()
  expect(held.of(task())).toBe('waiting')
  now = 29_999
  expect([held.of(task()), held.isAvoided(batch)]).toEqual(['waiting', false])
  now = 30_000
  expect([held.of(task()), held.isAvoided(batch)]).toEqual(['missing', true])
  now = 630_001
  expect([held.of(task({ tries: 2 })), held.isAvoided(batch)]).toEqual(['waiting', false])
})

it('needs no key for a job that is not private', () => {
  expect(holder({ isPrivate: false }).of(task())).toBe('none')
})

it('gives its key to a checker that still waits after ten seconds, so that a submitter cannot keep it back', async () => {
  boxes = [{ nodeId: mine, box: await sealStepKey(step, { nodeId: mine, boxKey: keys.boxKey }) }]
  const held = holder()
  const checked = task({ state: 'auditing', runs: new Map([[0, { ...emptyRun, nodeId: other, state: 'taken' }]]) })
  held.pass(checked)
  await expect.poll(() => held.of(checked)).toEqual(step)
  held.pass(checked)
  now = 9_999
  held.pass(checked)
  expect(passed).toEqual([])
  now = 10_000
  held.pass(checked)
  held.pass(checked)
  await expect.poll(() => passed.length).toBe(1)
  const owner = { nodeId: other, boxKey: others.boxKey }
  expect(await openStepKey(passed[0]?.box ?? '', { boxSecret: others.boxSecret, owner, sealed: step })).toEqual(step)
  // A checker that has answered needs no key any longer.
  now = 60_000
  held.pass(task({ state: 'answered', runs: new Map([[1, { ...emptyRun, nodeId: zeroHex32, state: 'answered' }]]) }))
  expect(passed).toHaveLength(1)
})

const emptyRun: PoolRunView = {
  ...{ account: null, nodeId: null, state: 'empty', late: 0, takenAfter: 0, sinceBlock: 0, changedAt: 0, answer: null },
}
const batch = { batchId: zeroHex32 } as PoolBatchView

function task(change: Partial<PoolTaskView> = {}) {
  const view = { taskId, nodeId: mine, state: 'assigned', tries: 1, runs: new Map(), ...change } as PoolTaskView
  return { batch, task: view }
}

function holder({ isPrivate = true } = {}) {
  const { salt, commitment } = step
  const sealed = isPrivate ? { salt, commitment, input: file, files: [] } : null
  return createTaskKeys({
    logger,
    nowMs: () => now,
    inputOf: () => ({
      judgement: 'takes',
      sealed,
      needs: null,
      fetch: async () => undefined,
      load: () => Promise.reject(new Error('not loaded here')),
    }),
    fetchBoxes: async () => boxes,
    boxOf: (nodeId) => (nodeId === mine ? keys : null),
    boxKeyOf: async (nodeId) => (nodeId === other ? others.boxKey : null),
    passBox: async ({ nodeId, box }) => void passed.push({ nodeId, box }),
  })
}
