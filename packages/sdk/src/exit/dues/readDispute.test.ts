import { disputeCourtAbi } from '@infinitio/chain'
import { address } from '@infinitio/domain'
import { decodeFunctionData } from 'viem'
import { describe, expect, test } from 'vitest'
import { type OpenTrial, stepsOf } from './readDispute.ts'

const [opener, provider, stranger, nobody] = ['a', 'b', 'c', '0'].map((digit) => address(`0x${digit.repeat(40)}`)) as [never, never, never, never]
const base: OpenTrial = {
  ...{ state: 'evidence', opener, respondent: provider, appellant: nobody, bond: 20n, appealBond: 0n },
  ...{ until: 1_000n, round: 0, judged: 0, firstPanelId: 0, claim: 7n },
}
const appealed = { appellant: provider, appealBond: 60n }
const forOpener = { state: 'decided', judged: 2 } as const
const forRecord = { state: 'decided', judged: 1 } as const

/** Each row: the dispute, the account, and the step with its amount, its first second and its certainty; null if nothing can come to the account. */
const rows = [
  ['waits for evidence and a jury', {}, opener, ['lapse', 20n, 1_400n, 'exact']],
  ['returns the whole bond if no jury was selected', { state: 'drawing', until: 2_000n }, opener, ['lapse', 20n, 2_000n, 'exact']],
  ['keeps a fifth after a jury without a verdict', { state: 'drawing', firstPanelId: 4 }, opener, ['lapse', 16n, 1_000n, 'exact']],
  ['returns the bond of an appeal without a jury', { state: 'drawing', judged: 2, ...appealed }, provider, ['lapse', 60n, 1_000n, 'exact']],
  ['lets the first verdict count first', { state: 'drawing', judged: 2, ...appealed }, opener, ['lapse', 20n, 1_000n, 'pays nothing']],
  ['counts votes before anything is paid', { state: 'voting' }, opener, ['count', 20n, 1_000n, 'pays nothing']],
  ['pays the opener the bonds and the claim', { ...forOpener, round: 1 }, opener, ['execute', 27n, 1_000n, 'at most']],
  ['pays at once after the last jury', { ...forOpener, round: 2, ...appealed }, opener, ['execute', 87n, 0n, 'at most']],
  ['pays the other side if the record stands', { ...forRecord, round: 2 }, provider, ['execute', 20n, 0n, 'at most']],
  [
    'pays an appellant before the other side',
    { ...forRecord, round: 2, appellant: stranger, appealBond: 60n },
    stranger,
    ['execute', 80n, 0n, 'at most'],
  ],
  ['pays the loser nothing', { ...forOpener, round: 2 }, provider, null],
  ['pays a stranger nothing', { state: 'voting' }, stranger, null],
] as const satisfies readonly (readonly [string, Partial<OpenTrial>, typeof opener, readonly [string, bigint, bigint, string] | null])[]

describe('the steps out of a dispute', () => {
  const rules = { id: 3n, feeParts: 5n, drawSeconds: 400n, isNamed: true }

  test.each(rows)('%s', (_, change, account, expected) => {
    expect(shown(stepsOf({ ...base, ...change }, { ...rules, account }))).toEqual(expected)
  })

  test('a court that lost its name returns the bonds at once', () => {
    const trial = { ...base, ...forOpener, round: 1, ...appealed }
    expect(shown(stepsOf(trial, { ...rules, account: opener, isNamed: false }))).toEqual(['lapse', 20n, 0n, 'exact'])
    expect(shown(stepsOf(trial, { ...rules, account: provider, isNamed: false }))).toEqual(['lapse', 60n, 0n, 'exact'])
  })
})

/** Returns the function, the amount, the first second and the certainty of the only step that pays or lets a later one pay. */
function shown(dues: ReturnType<typeof stepsOf>) {
  const [due] = dues.filter(({ amount }) => amount > 0n)
  if (due === undefined) return null
  const { functionName } = decodeFunctionData({ abi: disputeCourtAbi, data: due.data ?? '0x' })
  return [functionName, due.amount, due.from, due.pays ? (due.isMost ? 'at most' : 'exact') : 'pays nothing']
}
