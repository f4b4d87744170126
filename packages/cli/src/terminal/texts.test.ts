import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import { facts, sentences, shortId, table } from './texts.ts'

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

  test('a table that is too wide cuts its longest texts, and no number', () => {
    const rows = [
      ['machine', 'name', 'GPUs', 'price'],
      ['0x12345678', '北京'.repeat(40), 'NVIDIA H100 SXM 80 GB', '123456789.1234'],
      ['0x23456789', 'short', 'CPU', '1'],
    ]
    const lines = table(rows, { right: [3], width: 60 }).split('\n')
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(60)
    expect(lines[1]).toMatch(/^0x123456\S* .*… {2}.* {2}123456789\.1234$/)
    expect(table(rows, { right: [3], width: 500 })).toContain('北京'.repeat(40))
  })

  test('sentences break between words, and a key stays whole', () => {
    const key = `0x${'1'.repeat(70)}`
    expect(sentences(`${key} may spend 5.00 PT in all.`, 40)).toBe(`${key}\nmay spend 5.00 PT in all.`)
    expect(sentences('北京 北京 北京', 9)).toBe('北京 北京\n北京')
  })

  test('a table of three columns fits a line without a terminal, and cuts no time and no address', () => {
    const address = `0x${'1'.repeat(40)}`
    const rows = [
      ['account', 'what', 'until, UTC', 'PT'],
      [address, 'word '.repeat(30), '2026-11-22T13:05', '1.2500'],
      [address, 'short', '2026-11-23T13:05', '0.1000'],
    ]
    const lines = table(rows, { right: [3] }).split('\n')
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBe(100)
    expect(lines[1]).toMatch(new RegExp(`^${address}  word .*…  2026-11-22T13:05  1\\.25$`))
    expect(lines[2]).toMatch(/2026-11-23T13:05 {2}0\.10$/)
  })

  test('a value that belongs to a name is never cut', () => {
    expect(table([['text', 'word '.repeat(40)]], { right: [] })).toContain('word '.repeat(40).trim())
  })

  test('the first digits of an id are its short form', () => {
    expect(shortId(`0x12345678${'9'.repeat(56)}`)).toBe('0x12345678')
  })

  test('the fields of a value are aligned when a name is Chinese', () => {
    expect(facts({ 名称: 'one', free: 2, left: null })).toBe('名称  one\nfree  2')
  })
})
