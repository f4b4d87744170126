import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkout } from '../start/dataFolder.ts'
import { contractUse } from './contractUse.ts'
import { codeIn, tableRows, textOf } from './tableRows.ts'

const page = textOf('docs/contracts.md')

it('docs/contracts.md lists every contract', () => {
  const listed = tableRows(page, 'What each contract holds').map(([name = '']) => codeIn(name)[0])
  const contracts = globSync('contracts/src/*.sol', { cwd: checkout }).map((path) => basename(path, '.sol'))
  expect(listed.toSorted()).toEqual(contracts.toSorted())
})

it.each(tableRows(page, 'What each contract holds'))('docs/contracts.md says whether %s can be upgraded', (name, _holds, changed) => {
  const text = readFileSync(join(checkout, `contracts/src/${codeIn(name)[0] ?? ''}.sol`), 'utf8')
  expect(/\bUUPSUpgradeable\b/.test(text)).toBe(changed === 'upgrade by vote')
})

it('docs/contracts.md has a sentence for every numbered invariant', () => {
  const section = page.slice(page.indexOf('## Properties that must always hold'), page.indexOf('## Bonds and unbonding'))
  const numbered = [...section.matchAll(/^(\d+)\. /gm)].map(([, number]) => Number(number))
  const checked = [...textOf('contracts/test/invariant/README.md').matchAll(/^\| (\d+) +\|/gm)].map(([, number]) => Number(number))
  expect(numbered).toEqual([...new Set(checked)].toSorted((one, other) => one - other))
})

describe('the table "Where each contract is used" in docs/contracts.md', () => {
  it('leads to every file that uses a contract', () => {
    expect(contractUse(page, checkout)).toEqual([])
  })

  it.each([
    ['a missing contract', /^\| `Findings` \| –.*\n/m, '', 'no row for Findings'],
    ['a path that does not exist', '`governance/carbon`', '`governance/carbons`', 'CarbonRegistry: apps/api/src/governance/carbons does not exist'],
    ['a file that no path leads to', '`governance/bounties`', '–', 'Bounties: no path to apps/api/src/governance/bounties/bountySource.ts'],
    ['a missing part', '| `JuryTrials` |', '| – |', 'DisputeCourt: the part JuryTrials is not listed'],
  ])('is rejected for %s', (_name, before, after, problem) => {
    expect(contractUse(page.replace(before, after), checkout)).toContain(problem)
  })
})

it('docs/contracts.md lists every library once, with its twin in TypeScript', () => {
  const listed = tableRows(page, 'Arithmetic in two languages').flatMap(([, libraries = '']) => codeIn(libraries))
  const libraries = globSync('contracts/src/libraries/*.sol', { cwd: checkout }).map((path) => basename(path, '.sol'))
  expect(listed.toSorted()).toEqual(libraries.toSorted())
})
