import { hex32, zeroHex32 } from '@infinitio/domain'
import { expect, it } from 'vitest'
import type { PoolRunView } from '../pool/poolView.ts'
import { nodesAtWork } from './nodesAtWork.ts'

const [worker, checker, late] = ['a', 'b', 'c'].map((digit) => hex32(`0x${digit.repeat(64)}`)) as [`0x${string}`, `0x${string}`, `0x${string}`]

it('lists the worker until it commits, and each checker until it answers', () => {
  const runs = new Map([
    [0, run(checker, 'taken')],
    [1, run(late, 'answered')],
  ])
  expect(nodesAtWork({ state: 'assigned', nodeId: worker, runs: new Map() })).toEqual([worker])
  expect(nodesAtWork({ state: 'auditing', nodeId: worker, runs })).toEqual([checker])
  expect(nodesAtWork({ state: 'answered', nodeId: worker, runs: new Map([[0, run(checker, 'shown')]]) })).toEqual([])
})

it('leaves out a worker whose time ran out, and a check that nobody has', () => {
  expect(nodesAtWork({ state: 'open', nodeId: worker, runs: new Map() })).toEqual([])
  expect(nodesAtWork({ state: 'committed', nodeId: worker, runs: new Map([[0, run(null, 'empty')]]) })).toEqual([])
})

function run(nodeId: PoolRunView['nodeId'], state: PoolRunView['state']): PoolRunView {
  return { account: null, nodeId, state, late: 0, takenAfter: 0, sinceBlock: 1, changedAt: 1, answer: zeroHex32 }
}
