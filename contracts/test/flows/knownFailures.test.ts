import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { marketAbi } from '@infinitio/chain'
import { contractsFolder } from '../../scripts/buildContracts.ts'

const tests = join(contractsFolder, 'test')
const lines = readFileSync(join(tests, 'README.md'), 'utf8').split('\n')
const named = lines.flatMap((line) => {
  const file = /^- \[([^\]]+\.sol)\]/.exec(line)?.[1]
  return file === undefined ? [] : [...line.matchAll(/`(\w+)`/g)].map(([, test]) => ({ file, test }))
})

describe('tests the known ways in which such contracts break', () => {
  it('has tests for each, and every named test exists', () => {
    for (const number of [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19])
      assert.ok(lines.some((line) => line.startsWith(`### ${number}. `)))
    assert.ok(named.length > 50, `found only ${named.length} tests`)
    for (const { file, test } of named) assert.ok(readFileSync(join(tests, file), 'utf8').includes(`function ${test}(`), `${test} is not in ${file}`)
  })
})

describe('tests the state machine', () => {
  it('tries every call on a lease at every moment', () => {
    const states = readFileSync(join(tests, 'concrete/market/states/states.t.sol'), 'utf8')
    const acts = marketAbi.filter(
      (entry) => entry.type === 'function' && entry.stateMutability === 'nonpayable' && entry.inputs[0]?.name === 'leaseId',
    )
    assert.ok(acts.length >= 18, `found only ${acts.length} acts`)
    for (const act of acts) assert.ok('name' in act && states.includes(`market.${act.name},`), `${'name' in act ? act.name : ''} is not tried`)
  })
})
