import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, it } from 'vitest'
import { checkout } from '../start/dataFolder.ts'
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
