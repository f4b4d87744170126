import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkout } from '../start/dataFolder.ts'

const page = readFileSync(join(checkout, 'docs/threat-model.md'), 'utf8')
const sources = new Map(
  globSync('contracts/src/*.sol', { cwd: checkout }).map((path) => [basename(path, '.sol'), readFileSync(join(checkout, path), 'utf8')]),
)

describe('the threat model', () => {
  it('lists waits and bounds with the contracts’ values', () => {
    const rows = [...page.matchAll(/^\| `(\w+)\.([A-Z_]+)` \| ([^|]+) \|/gm)]
    expect(rows.length).toBeGreaterThan(10)
    for (const [, contract = '', name = '', value = ''] of rows) {
      const [, found] = new RegExp(`constant (?:override )?${name} = ([^;]+);`).exec(sources.get(contract) ?? '') ?? []
      expect({ contract, name, value: found }).toEqual({ contract, name, value })
    }
  })

  it('lists existing tests and pages for each key', () => {
    const section = page.slice(page.indexOf('## What a stolen key can do'), page.indexOf('## Waits and bounds'))
    const rows = section.split('\n').filter((line) => line.startsWith('| ') && !/^\| (---|key )/.test(line))
    expect(rows.length).toBeGreaterThan(15)
    for (const row of rows) expect(row).toMatch(/\]\([^)]+\) \|$/)
  })

  it.each(['SECURITY.md', 'docs/threat-model.md'])('%s links to files that are there', (file) => {
    const links = [...readFileSync(join(checkout, file), 'utf8').matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, href = '']) => href)
    expect(links.length).toBeGreaterThan(1)
    expect(links.filter((href) => !existsSync(join(checkout, file, '..', href)))).toEqual([])
  })
})
