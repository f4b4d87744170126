import { describe, expect, test } from 'vitest'
import { facts, table } from './texts.ts'

describe('columns on a terminal', () => {
  test('a table aligns Chinese names and emoji by the cells that they fill', () => {
    const rows = [
      ['name', 'price'],
      ['北京', '1'],
      ['🚀', '20'],
      ['e\u0301te', '300'],
    ]
    expect(table(rows, { right: [1] })).toBe(['name  price', '北京      1', '🚀       20', 'e\u0301te     300'].join('\n'))
  })

  test('the fields of a value are aligned when a name is Chinese', () => {
    expect(facts({ 名称: 'one', free: 2, left: null })).toBe('名称  one\nfree  2')
  })
})
