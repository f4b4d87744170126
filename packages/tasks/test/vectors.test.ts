import { readFileSync } from 'node:fs'
import { address, hex32 } from '@infinitio/domain'
import { describe, expect, it } from 'vitest'
import {
  auditPlan,
  chunkPath,
  drawOf,
  dueStep,
  escrowOf,
  isChunkProven,
  isDrawnForAudit,
  isLowerDraw,
  sampledChunks,
  secondAudit,
  settleTask,
  type TaskOutcome,
  taskSeed,
} from '../src/index.ts'
import { taskVectors } from './taskVectors.ts'

const vectors = taskVectors()

describe('the vectors that TaskPool also meets', () => {
  it.each(Object.entries(vectors))('%s are the stored ones', (name, made) => {
    const stored = readFileSync(new URL(`../../domain/vectors/${name}.json`, import.meta.url), 'utf8')
    expect(JSON.parse(stored)).toEqual(JSON.parse(JSON.stringify(made, (_, value) => (typeof value === 'bigint' ? `${value}` : value))))
  })

  it('hold for draws', () => {
    for (const { blockHash, beaconSeed, task, account, seed, draw, weight, total, step, other, otherDraw, lower } of vectors.taskDraws) {
      expect(taskSeed({ blockHash: hex32(blockHash), beaconSeed: hex32(beaconSeed), task: hex32(task) })).toBe(seed)
      expect(drawOf(hex32(seed), address(account))).toBe(BigInt(draw))
      expect(dueStep(BigInt(draw), { weight, total })).toBe(step)
      expect(isLowerDraw({ draw: BigInt(draw), weight }, { draw: BigInt(otherDraw), weight: other })).toBe(lower)
    }
  })

  it('hold for audits', () => {
    for (const { chunks, streak, draw, seed, sampled, stakeTimes, drawn, drawnTwice, sample } of vectors.taskAudits) {
      const plan = auditPlan({ chunks, streak })
      expect([plan.sampled, Number(plan.stakeTimes)]).toEqual([sampled, stakeTimes])
      expect(isDrawnForAudit(BigInt(draw), plan.chance)).toBe(drawn)
      expect(isDrawnForAudit(BigInt(draw), secondAudit)).toBe(drawnTwice)
      expect(sampledChunks(hex32(seed), { chunks, sampled })).toEqual(sample)
    }
  })

  it('hold for money', () => {
    for (const { outcome, auditorCount: auditors, runCount: runs, appealed, escrow, ...it } of vectors.taskMoney) {
      const outcomes: TaskOutcome[] = [
        { kind: 'accepted', auditors },
        { kind: 'worker lost', auditors, runs, appealed },
        { kind: 'auditor lost', auditors, runs, appealed },
        { kind: 'undecided', runs },
        { kind: 'not revealed', auditors },
        { kind: 'failed alike' },
      ]
      expect(escrowOf(it)).toBe(escrow)
      const { worker, auditors: paid, runs: paidRuns, submitter, fees, burned } = it
      expect(settleTask(it, outcomes[outcome] ?? { kind: 'failed alike' })).toEqual({
        worker,
        auditors: paid,
        runs: paidRuns,
        submitter,
        fees,
        burned,
      })
    }
  })

  it('hold for trees', () => {
    for (const { chunks, chunk, output, root, path } of vectors.taskTrees) {
      expect(isChunkProven({ root: hex32(root), chunks, chunk, output: hex32(output), path: path.map((it) => hex32(it)) })).toBe(true)
    }
    expect(chunkPath([hex32(`0x${'1'.repeat(64)}`)], 0)).toEqual([])
  })
})
