import { readFileSync } from 'node:fs'
import { address } from '@infinitio/domain'
import { expect, test } from 'vitest'
import { reputationVectors } from '../../test/reputationVectors.ts'
import { economyParameters, history, isProven, reputationLeaf, reputationTree } from '../index.ts'

const parameters = economyParameters()
const one = address(`0x${'11'.repeat(20)}`)
const two = address(`0x${'22'.repeat(20)}`)
const past = [
  { value: 40n * 10n ** 18n, ageSeconds: 0n, isFulfilled: true },
  { value: 80n * 10n ** 18n, ageSeconds: 90n * 86_400n, isFulfilled: false },
]

test('gives the stored vectors that the contract also meets', () => {
  const stored = readFileSync(new URL('../../../domain/vectors/reputation.json', import.meta.url), 'utf8')
  expect(JSON.parse(stored)).toEqual(JSON.parse(JSON.stringify(reputationVectors(), (_, value) => (typeof value === 'bigint' ? `${value}` : value))))
})

test('equals the history factor of the same past, and proves a leaf only by its tree', () => {
  const tree = reputationTree(
    [
      { account: one, past },
      { account: two, past: [] },
    ],
    parameters,
  )
  if (tree === null) throw new Error('two have a reputation')
  const [first, second] = tree.reputations
  expect(first).toEqual({ account: one, fulfilled: 40n * 10n ** 18n, failed: 40n * 10n ** 18n, mean: history(past, parameters) })
  expect(second?.mean).toBe(history([], parameters))
  const proof = tree.proofOf(one)
  if (first === undefined || proof === null) throw new Error('the first has a leaf')
  expect(isProven({ leaf: reputationLeaf(first), proof, root: tree.root })).toBe(true)
  expect(isProven({ leaf: reputationLeaf({ ...first, failed: first.failed - 1n }), proof, root: tree.root })).toBe(false)
  expect(isProven({ leaf: reputationLeaf({ ...first, account: two }), proof, root: tree.root })).toBe(false)
  expect(tree.proofOf(address(`0x${'33'.repeat(20)}`))).toBeNull()
})

test('gives the same root in any sequence, no tree without accounts, and throws for an account twice', () => {
  const accounts = [
    { account: one, past },
    { account: two, past: [] },
  ]
  expect(reputationTree(accounts.toReversed(), parameters)?.root).toEqual(reputationTree(accounts, parameters)?.root)
  expect(reputationTree([], parameters)).toBeNull()
  expect(() => reputationTree([...accounts, { account: one, past: [] }], parameters)).toThrow(/once/)
})
