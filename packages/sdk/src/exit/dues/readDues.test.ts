import { bountiesAbi, directoryAbi, incubatorAbi, nameKey } from '@infinitio/chain'
import { address, zeroAddress } from '@infinitio/domain'
import { createClient, custom, decodeFunctionData, encodeFunctionResult, type Hex, zeroHash } from 'viem'
import { expect, test } from 'vitest'
import type { ExitAccess } from '../../chain/exitAccess.ts'
import { readDues } from './readDues.ts'
import { readPresentDues } from './readPresentDues.ts'

const [account, incubator, bounties, wrong, directory] = ['a', 'b', 'c', 'd', 'e'].map((digit) => address(`0x${digit.repeat(40)}`)) as [
  ...[never, never, never, never, never],
]

test('names a case that cannot be read, and still reads the others of its contract', async () => {
  const access = accessTo(({ data }) => {
    const { functionName, args } = decodeFunctionData({ abi: incubatorAbi, data })
    if (args?.[0] === 1n) return '0x'
    if (functionName === 'stateOf') return encodeFunctionResult({ abi: incubatorAbi, functionName, result: [4, 0] })
    if (functionName === 'repay') return encodeFunctionResult({ abi: incubatorAbi, functionName, result: 5n })
    return encodeFunctionResult({ abi: incubatorAbi, functionName: 'sponsorshipOf', result: { locked: 9n, votedOn: 0, agrees: false } })
  })
  const { dues, unread } = await readDues(access, { name: 'Incubator', contract: incubator, account, now: 0n, cases: [1n, 2n] })
  expect(dues.map(({ act, amount }) => [act, amount])).toEqual([['sponsorship', 5n]])
  expect(unread).toEqual([{ contract: incubator, id: 1n }])
})

test('names a contract with another interface, and still reads the others of the Directory', async () => {
  const entries = new Map<Hex, string>([
    [nameKey('Bounties'), bounties],
    [nameKey('Vesting'), wrong],
  ])
  const access = accessTo(({ to, data }) => {
    if (to === wrong) return '0x'
    if (to === bounties) return encodeFunctionResult({ abi: bountiesAbi, functionName: 'owedTo', result: 7n })
    const { args } = decodeFunctionData({ abi: directoryAbi, data })
    return encodeFunctionResult({
      abi: directoryAbi,
      functionName: 'get',
      result: (entries.get((args?.[0] ?? zeroHash) as Hex) ?? zeroAddress) as Hex,
    })
  })
  const { dues, unread } = await readPresentDues(access, { account, directory, now: 0n })
  expect(dues.map(({ act, amount }) => [act, amount])).toEqual([['bounties', 7n]])
  expect(unread).toEqual([{ contract: wrong, id: null }])
})

/** An RPC node whose contracts answer as `answer` says. */
function accessTo(answer: (call: { readonly to: string; readonly data: Hex }) => Hex): ExitAccess {
  const request = async ({ params }: { params: [{ to: string; data: Hex }] }) => answer({ ...params[0], to: params[0].to.toLowerCase() })
  return { client: createClient({ transport: custom({ request }, { retryCount: 0 }) }), sleep: async () => undefined, nowSeconds: () => 0n }
}
