import { disputeCourtAbi } from '@infinitio/chain'
import { address } from '@infinitio/domain'
import { encodeAbiParameters, encodeEventTopics, type Hex, zeroHash } from 'viem'
import { expect, test } from 'vitest'
import { CaseHistory } from './caseHistory.ts'

const [opener, victim, stranger, court] = ['a', 'b', 'c', 'd'].map((digit) => address(`0x${digit.repeat(40)}`)) as [never, never, never, never]

test.each([
  ['the opener', opener, [7n]],
  ['the victim', victim, [7n]],
  ['a stranger', stranger, []],
] as const)('finds a disputed slash for its parties: %s', (_, account, expected) => {
  const history = new CaseHistory(account)
  const topics = encodeEventTopics({ abi: disputeCourtAbi, eventName: 'SlashDisputed', args: { id: 7n, opener, purpose: zeroHash } }) as Hex[]
  const types = [{ type: 'address' }, { type: 'uint256' }, { type: 'uint256' }, { type: 'uint40' }] as const
  // The amount must not count as a party, although its word has the form of an address.
  const data = encodeAbiParameters(types, [victim, BigInt(stranger), 1n, 2])
  history.add([{ address: court, topics, data, blockNumber: 1n, logIndex: 0 }])
  expect(history.found.cases.map(({ id }) => id)).toEqual([...expected])
})
