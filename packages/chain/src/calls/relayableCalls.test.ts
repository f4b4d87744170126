import { address } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { expect, it } from 'vitest'
import { taskPoolAbi } from '../generated/taskPoolAbi.ts'
import { addTaskStakeCall, relayPoolCallsCall } from './poolAccountCalls.ts'
import { relayableCallOf } from './relayableCalls.ts'

const pool = address('0x00000000000000000000000000000000000000aa')

it('names the function of a call, and none that reads, relays or belongs to the owner', () => {
  expect(relayableCallOf(addTaskStakeCall({ pool, units: 1n }).data)).toEqual({ name: 'addStake', what: 'addStake(uint64)' })
  expect(relayableCallOf(relayPoolCallsCall({ pool, signed: [] }).data)).toBeNull()
  expect(relayableCallOf(encodeFunctionData({ abi: taskPoolAbi, functionName: 'setRunGas', args: [1] }))).toBeNull()
  expect(relayableCallOf(encodeFunctionData({ abi: taskPoolAbi, functionName: 'totals' }))).toBeNull()
  expect(relayableCallOf('0x')).toBeNull()
})
