import { address, durationSeconds, hex32, pTokenUnits, unixSeconds, zeroAddress } from '@infinitio/domain'
import { createLogger } from '@infinitio/process'
import { appealTaskCall, type ContractCall } from '@infinitio/sdk/pool'
import { answerOf, chunkRoot, type PoolBatchView, type PoolTaskView } from '@infinitio/tasks'
import { privateKeyToAccount } from 'viem/accounts'
import { describe, expect, it } from 'vitest'
import { createAppeals } from './createAppeals.ts'

const word = (value: number) => hex32(`0x${value.toString(16).padStart(64, '0')}`)
const account = privateKeyToAccount(word(1))
const pool = address(`0x${'b'.repeat(40)}`)
const provider = address(`0x${'a'.repeat(40)}`)
const right = [word(11), word(12), word(13)]
const stake = 3n * 10n ** 18n

describe('the appeals of an agent', () => {
  it.each([
    ['appeals if it calculates what it showed, and its provider can pay the stake', { outputs: right, balance: stake }, true],
    ['does not appeal without the stake', { outputs: right, balance: stake - 1n }, false],
    ['does not appeal if it now calculates another result', { outputs: [word(11), word(12), word(14)], balance: stake }, false],
  ])('%s', async (_, { outputs, balance }, isSent) => {
    const { sent, appeal } = agent(balance)
    await appeal({ duty: { kind: 'appeal', place: null, until: 9, ...taskOf() }, provider, account, outputs: new Map(outputs.entries()) })
    expect(sent).toEqual(isSent ? [appealTaskCall({ pool, batch: taskOf().batch.batch, index: 2 })] : [])
  })

  it('appeals for its audit, and looks at the balance at most once a minute', async () => {
    const { sent, appeal, looks } = agent(stake)
    const { batch, task } = taskOf()
    const run = { account: provider, nodeId: null, state: 'shown' as const, late: 0, takenAfter: 0, sinceBlock: 1, changedAt: 1 }
    task.runs.set(1, { ...run, answer: answerOf(right) })
    const lost = { duty: { kind: 'appeal' as const, place: 1, until: 9, batch, task }, provider, account, outputs: new Map(right.entries()) }
    await appeal(lost)
    await appeal(lost)
    expect([sent.length, looks()]).toEqual([1, 1])
    task.runs.set(1, { ...run, answer: word(5) })
    const other = { ...lost, duty: { ...lost.duty, task: { ...task, taskId: word(6) } } }
    await appeal(other)
    expect(sent).toHaveLength(1)
  })

  function agent(balance: bigint) {
    const sent: ContractCall[] = []
    let looks = 0
    const look = () => {
      looks += 1
      return Promise.resolve(balance)
    }
    const appeal = createAppeals({
      pool: { domain: { chainId: 1, pool }, balanceOf: look },
      sender: { send: (_, { call }) => sent.push(call) > 0 },
      logger: createLogger({ room: 'agent test' }),
    })
    return { sent, appeal, looks: () => looks }
  }

  function taskOf(): { batch: PoolBatchView; task: PoolTaskView } {
    const batch = {
      ...{ salt: word(1), submitter: provider, adapter: word(2), inputRoot: word(3), classMask: 1n, refClass: 0, chunks: 3, count: 5, minVramGib: 0 },
      ...{ minTier: 0, reward: pTokenUnits(stake), verifyShare: pTokenUnits(1n), tip: pTokenUnits(0n), runSeconds: durationSeconds(60n) },
      ...{ fetchSeconds: 60, deadline: unixSeconds(9n), storeKey: zeroAddress },
    }
    const counts = { submitBlock: 1, submittedAt: 1, paid: 0n, baseFee: 0n, open: 0, stopped: false }
    const revealed = { root: chunkRoot(right), salt: word(1), answer: answerOf(right), audited: true, at: 1 }
    return {
      batch: { batchId: word(4), batch, beaconSeed: word(0), ...counts, tasks: new Map(), live: new Map() },
      task: {
        ...{ taskId: word(5), batchId: word(4), index: 2, state: 'judged', worker: provider, nodeId: word(7), classId: 0, tries: 1, streak: 0 },
        ...{
          changedAt: 1,
          changedBlock: 1,
          commitment: word(8),
          revealed,
          sampleSeed: null,
          runs: new Map(),
          dispute: null,
          failures: [],
          payments: [],
        },
      },
    }
  }
})
