import { address, durationSeconds, hex32, pTokenUnits, type TaskBatch, unixSeconds, zeroAddress } from '@infinitio/domain'
import { decodeFunctionData, toFunctionSelector } from 'viem'
import { describe, expect, it } from 'vitest'
import { taskPoolAbi } from '../generated/taskPoolAbi.ts'
import { addTaskStakeCall, relayPoolCallsCall, signedFormOf, withdrawFromPoolCall } from './poolAccountCalls.ts'
import { acceptTaskCall, showRunCall, submitBatchCall } from './taskCalls.ts'

const [pool, account] = [address(`0x${'5'.repeat(40)}`), address(`0x${'a'.repeat(40)}`)]
const word = hex32(`0x${'1'.repeat(64)}`)
const batch: TaskBatch = {
  ...{ salt: word, submitter: account, adapter: word, inputRoot: word, classMask: 16n, refClass: 4, chunks: 64, count: 65_536 },
  ...{ minVramGib: 16, minTier: 1, reward: pTokenUnits(3n), verifyShare: pTokenUnits(2n), tip: pTokenUnits(1n) },
  ...{ runSeconds: durationSeconds(60n), fetchSeconds: 60, deadline: unixSeconds(99n), storeKey: zeroAddress },
}
const terms = { account, maxSpend: pTokenUnits(7n), nonce: 8n, expiry: unixSeconds(9n) }
const decoded = (data: `0x${string}`) => decodeFunctionData({ abi: taskPoolAbi, data })

describe('calls of the task pool', () => {
  it('carry the batch as the contract reads it', () => {
    const { functionName, args } = decoded(submitBatchCall({ pool, batch }).data)
    expect(functionName).toBe('submit')
    expect(args?.[0]).toMatchObject({ count: 65_536, classMask: 16n, reward: 3n, runSeconds: 60, deadline: 99, storeKey: zeroAddress })
    expect(decoded(acceptTaskCall({ pool, batch, index: 7, provider: account }).data).args?.[1]).toBe(7n)
    const shown = { root: word, workerAnswer: word, answer: word, fresh: word, salt: word }
    expect(decoded(showRunCall({ pool, batch, index: 1, place: 3, ...shown }).data).args?.[2]).toBe(3n)
  })

  it('name the function that is signed', () => {
    for (const call of [submitBatchCall({ pool, batch }), addTaskStakeCall({ pool, units: 5n }), withdrawFromPoolCall({ pool, amount: 5n })]) {
      const signed = signedFormOf(call, terms)
      expect(toFunctionSelector(`function ${signed.what}`)).toBe(call.data.slice(0, 10))
    }
    expect(signedFormOf(withdrawFromPoolCall({ pool, amount: 5n }), terms)).toMatchObject({ what: 'withdraw(uint256)', ...terms })
    expect(() => signedFormOf({ to: pool, data: '0x12345678' }, terms)).toThrow(/call of the pool/)
  })

  it('are relayed together', () => {
    const call = signedFormOf(withdrawFromPoolCall({ pool, amount: 5n }), terms)
    const { functionName, args } = decoded(relayPoolCallsCall({ pool, signed: [{ call, signature: '0x12' }] }).data)
    expect([functionName, args?.[1]]).toEqual(['relayMany', ['0x12']])
  })
})
