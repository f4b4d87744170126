import { globSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkout } from '../start/dataFolder.ts'
import { textOf } from './tableRows.ts'

const pages = globSync('docs/*.md', { cwd: checkout })
const sources = new Map(
  globSync(['contracts/src/**/*.sol', 'packages/matching/src/rules/*.ts'], { cwd: checkout }).map((path) => [
    basename(path).replace(/\.\w+$/, ''),
    textOf(path),
  ]),
)

/** A row of a table whose first cell names a constant as `File.NAME`; the second cell is its value, as the code has it. */
const row = /^\| `(\w+)\.(\w+)` \| ([^|]+) \|/gm

describe('constants in the documents', () => {
  it('are read from every page that has such a table', () => {
    const named = pages.filter((page) => [...textOf(page).matchAll(row)].length > 0)
    expect(named.map((page) => basename(page)).toSorted()).toEqual(['contracts.md', 'economy.md', 'market.md', 'threat-model.md'])
  })

  it.each(pages)('%s has the values of the code', (page) => {
    for (const [, file = '', name = '', value = ''] of textOf(page).matchAll(row)) {
      const pattern = new RegExp(`(?:constant (?:override )?|export const )${name} = ([^;\\n]+);?`)
      const [, found] = pattern.exec(sources.get(file) ?? '') ?? []
      expect({ file, name, value }).toEqual({ file, name, value: found })
    }
  })
})
