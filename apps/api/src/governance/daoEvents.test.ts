import { infinitioGovernorAbi, timelockAbi } from '@infinitio/chain'
import { address } from '@infinitio/domain'
import { encodeAbiParameters, encodeEventTopics, type Hex } from 'viem'
import { expect, test } from 'vitest'
import { daoEvents } from './daoEvents.ts'

const governance = { governor: address(`0x${'1a'.repeat(20)}`), timelock: address(`0x${'2b'.repeat(20)}`) }
const numberOf = (id: bigint) => (id === 77n ? 3 : null)
const read = (logs: Parameters<typeof daoEvents>[0]) => daoEvents(logs, { governance, numberOf })

const executed = (id: bigint) => ({
  address: governance.governor,
  topics: encodeEventTopics({ abi: infinitioGovernorAbi, eventName: 'ProposalExecuted' }) as [Hex],
  data: encodeAbiParameters([{ type: 'uint256' }], [id]),
  logIndex: 4,
})

test('decodes an event about a proposal, with the number of the proposal', () => {
  expect(read([executed(77n)])).toEqual([{ logIndex: 4, name: 'ProposalExecuted', args: { proposal: 3, proposalId: '77' } }])
  expect(read([executed(78n)])).toEqual([{ logIndex: 4, name: 'ProposalExecuted', args: { proposal: null, proposalId: '78' } }])
})

test('decodes an event of the timelock', () => {
  const topics = encodeEventTopics({ abi: timelockAbi, eventName: 'MinDelayChange' }) as [Hex]
  const data = encodeAbiParameters([{ type: 'uint256' }, { type: 'uint256' }], [1n, 2n])
  expect(read([{ address: governance.timelock, topics, data, logIndex: 0 }])).toEqual([
    { logIndex: 0, name: 'MinDelayChange', args: { oldDuration: '1', newDuration: '2' } },
  ])
})

test('leaves out the same event of another contract, and unknown events', () => {
  expect(read([{ ...executed(77n), address: `0x${'3c'.repeat(20)}` }])).toEqual([])
  expect(read([{ ...executed(77n), topics: [`0x${'4d'.repeat(32)}`] }])).toEqual([])
})
