import { emissionAbi, gTokenAbi } from '@infinitio/chain'
import { address, hex32 } from '@infinitio/domain'
import { encodeFunctionData, type Hex } from 'viem'
import { expect, test } from 'vitest'
import { grantsTo } from './grantsTo.ts'
import type { ProposalRecord } from './proposalRecords.ts'

const of = (digit: string) => address(`0x${digit.repeat(40)}`)
const where = { addresses: { pToken: of('1') }, governance: { gToken: of('2'), emission: of('3') } }
const eve = of('e')
const transfer = (to: string, amount: bigint) => encodeFunctionData({ abi: gTokenAbi, functionName: 'transfer', args: [to as Hex, amount] })
const mint = (to: string, amount: bigint) => encodeFunctionData({ abi: emissionAbi, functionName: 'grant', args: [to as Hex, amount] })
const hashOf = (number: number) => hex32(`0x${`${number}`.padStart(64, '0')}`)

type Call = { readonly to: string; readonly data: Hex; readonly value?: bigint }

function record(number: number, calls: readonly Call[] | null, executedAt: number | null): ProposalRecord {
  const mark = { id: BigInt(number), blockNumber: BigInt(number * 10), txHash: hashOf(number) }
  return {
    number,
    proposed: { kind: 'proposed', ...mark, at: 0, calls: calls?.map((call) => ({ value: 0n, ...call })) ?? null, description: `# Pay ${number}` },
    votes: new Map(),
    happenings: executedAt === null ? [] : [{ kind: 'executed', ...mark, at: executedAt }],
  } as unknown as ProposalRecord
}

test('lists the payments of executed proposals to one account, newest first', () => {
  const records = [
    record(1, [{ to: of('2'), data: transfer(eve, 5n) }], 100),
    record(
      2,
      [
        { to: of('1'), data: transfer(eve, 6n) },
        { to: of('3'), data: mint(eve, 7n) },
      ],
      200,
    ),
    record(3, [{ to: of('3'), data: mint(of('d'), 8n) }], 300),
  ]
  expect(grantsTo(eve, { records, at: { ...where, final: 15n } })).toEqual([
    { proposal: 2, title: 'Pay 2', source: 'treasuryPt', amount: '6', at: 200, txHash: hashOf(2), final: false },
    { proposal: 2, title: 'Pay 2', source: 'surplus', amount: '7', at: 200, txHash: hashOf(2), final: false },
    { proposal: 1, title: 'Pay 1', source: 'treasuryG', amount: '5', at: 100, txHash: hashOf(1), final: true },
  ])
})

test('lists nothing that was not paid: an open proposal, another contract, other bytes, and a call with ether', () => {
  const records = [
    record(1, [{ to: of('2'), data: transfer(eve, 5n) }], null),
    record(
      2,
      [
        { to: of('4'), data: transfer(eve, 5n) },
        { to: of('2'), data: '0x12' },
        { to: of('2'), data: transfer(eve, 5n), value: 1n },
      ],
      200,
    ),
    record(3, null, 300),
  ]
  expect(grantsTo(eve, { records, at: { ...where, final: null } })).toEqual([])
  const paid = [record(1, [{ to: of('2'), data: transfer(eve, 5n) }], 100)]
  expect(grantsTo(eve, { records: paid, at: { ...where, governance: null, final: null } })).toEqual([])
})
