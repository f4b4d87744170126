import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { contractsFolder } from '../../scripts/buildContracts.ts'
import { movedFields } from '../../scripts/movedFields.ts'
import { renderLayout } from '../../scripts/renderLayout.ts'
import { type StoredField, storageLayouts } from '../../scripts/storageLayouts.ts'

const folder = join(contractsFolder, 'layouts')
const layouts = storageLayouts()
const field = (label: string, slot: number, fields?: StoredField[]): StoredField => ({
  label,
  slot,
  offset: 0,
  type: 'uint256',
  ...(fields && { fields }),
})

describe('checks storage layouts', () => {
  it('match the committed layouts', () => {
    assert.deepEqual(readdirSync(folder).sort(), [...layouts.keys()].map((name) => `${name}.json`).sort())
    for (const [name, fields] of layouts) {
      const text = readFileSync(join(folder, `${name}.json`), 'utf8')
      assert.ok(text === renderLayout(fields), `${name}.json differs: look at what moved, then run node contracts/scripts/layouts.ts`)
    }
  })

  it('are the same for Market and the code that it runs', () => {
    assert.deepEqual(layouts.get('MarketAnnex'), layouts.get('Market'))
  })

  it('keep all fields of upgradeable contracts in their own namespace', () => {
    assert.deepEqual(layouts.get('NodeRegistry'), [])
    assert.deepEqual(layouts.get('ClassCatalog'), [])
    assert.ok((layouts.get('NodeRegistryStorage') ?? []).length > 0)
  })

  it('name a field that moved, was renamed or was removed, and allow a new one', () => {
    const before = [field('a', 0, [field('x', 0)]), field('b', 1)]
    assert.deepEqual(movedFields({ before, after: [...before, field('c', 2)] }), [])
    assert.deepEqual(movedFields({ before, after: [field('new', 0), ...before] }), ['a', 'b'])
    assert.deepEqual(movedFields({ before, after: [field('a', 0, [field('y', 0)])] }), ['a.x', 'b'])
  })
})
