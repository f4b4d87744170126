import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readRows, rowBytes } from './rowText.ts'
import { readType } from './valueType.ts'

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text))

describe('rows as bytes', () => {
  test('are equal for equal sets of rows, and are read back', () => {
    const type = readType('VARCHAR')
    if (type === undefined) throw new Error('VARCHAR is a type')
    const columns = [{ name: 'a', type }]
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (values) => {
        const lines = values.map((value) => JSON.stringify([value]))
        const bytes = rowBytes({ columns, lines, sorted: true })
        expect(Buffer.from(bytes)).toEqual(Buffer.from(rowBytes({ columns, lines: lines.toReversed(), sorted: true })))
        expect(
          readRows(bytes)
            .rows.map(([value]) => String(value))
            .toSorted(),
        ).toEqual(values.toSorted())
      }),
      { numRuns: 200, seed: 36 },
    )
  })

  test.each([
    ['nothing', ''],
    ['no line feed at the end', '[["a","VARCHAR"]]'],
    ['no columns', '[]\n'],
    ['a type that hides a statement', '[["a","VARCHAR); drop table x"]]\n'],
    ['a type that outputs cannot have', '[["a","MAP(VARCHAR, VARCHAR)"]]\n'],
    ['a number', '[["a","INTEGER"]]\n[1]\n'],
    ['a value more', '[["a","VARCHAR"]]\n["x","y"]\n'],
    ['a text in place of a list', '[["a","VARCHAR[]"]]\n["x"]\n'],
    ['a list in place of a struct', '[["a","STRUCT(\\"b\\" VARCHAR)"]]\n[["x"]]\n'],
    ['half a line', '[["a","VARCHAR"]]\n["x\n'],
  ])('are refused with %s', (_, text) => {
    expect(() => readRows(bytesOf(text))).toThrow('An output')
  })

  test('are refused if they are not UTF-8', () => {
    expect(() => readRows(new Uint8Array([0x5b, 0xff, 0x0a]))).toThrow('is not UTF-8')
  })
})

describe('types of columns', () => {
  test.each(['VARCHAR', 'DECIMAL(38,10)', 'TIMESTAMP WITH TIME ZONE', 'INTEGER[][]', 'STRUCT("a" INTEGER, "b ""c""" STRUCT("d" DATE)[])[]'])(
    '%s is read',
    (text) => {
      expect(readType(text)?.text).toBe(text)
    },
  )

  test.each([
    'varchar',
    'VARCHAR ',
    'DECIMAL',
    'DECIMAL(1)',
    'MAP(VARCHAR, INTEGER)',
    'BLOB[]',
    'INTEGER[3]',
    'STRUCT()',
    'STRUCT(a INTEGER)',
    'STRUCT("a" INTEGER, "A" INTEGER)',
    'STRUCT("__proto__" INTEGER)',
    `INTEGER${'[]'.repeat(3)}x`,
    `${'STRUCT("a" '.repeat(40)}INTEGER${')'.repeat(40)}`,
  ])('%s is refused', (text) => {
    expect(readType(text)).toBe(undefined)
  })
})
