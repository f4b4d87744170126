import { AdapterError, jobText } from '@infinitio/tasks'
import { describe, expect, test } from 'vitest'
import { dataAdapter, type DataInput, dataInputText } from '../index.ts'

const input: DataInput = {
  adapter: 'data@1',
  map: 'select region from sales',
  combine: 'select * from parts',
  files: { sales: { sha256: `0x${'ab'.repeat(32)}`, bytes: 9 } },
  split: 'sales',
  rows: 1_000_000,
  tasks: 4,
  chunks: 64,
}

const large = { sha256: `0x${'ab'.repeat(32)}`, bytes: 600_000_000 }

function refusal(value: object): AdapterError | undefined {
  try {
    dataAdapter.parse(jobText(JSON.parse(JSON.stringify(value))))
  } catch (error) {
    if (error instanceof AdapterError) return error
    throw error
  }
  return undefined
}

describe('the input of a data job', () => {
  test('is read from its own text', () => {
    expect(dataAdapter.parse(dataInputText(input))).toEqual(input)
  })

  test.each([
    ['an unknown key', { ...input, combin: 'x' }, 'combin', 'Did you mean "combine"?'],
    ['a key that is like none', { ...input, zzzzzz: 1 }, 'zzzzzz', 'Unknown key "zzzzzz".'],
    [
      'an unknown key of a file',
      { ...input, files: { sales: { bytes: 9, sha256: input.files.sales?.sha256, sizes: 1 } } },
      'files.sales.sizes',
      'Unknown key',
    ],
    ['another adapter', { ...input, adapter: 'data@2' }, 'adapter', ''],
    ['257 chunks', { ...input, chunks: 257 }, 'chunks', ''],
    ['no chunk', { ...input, chunks: 0 }, 'chunks', ''],
    ['65,537 tasks', { ...input, tasks: 65_537 }, 'tasks', ''],
    ['fewer rows than chunks', { ...input, rows: 255 }, 'rows', '255 rows cannot be divided into 4 × 64 chunks.'],
    ['a file that is not there', { ...input, split: 'sale' }, 'split', ''],
    ['a name with a path', { ...input, files: { '../x': input.files.sales } }, 'files.../x', ''],
    ['a name of the system', { ...input, files: { duckdb_tables: input.files.sales } }, 'files.duckdb_tables', ''],
    ['no file', { ...input, files: {} }, 'files', ''],
    ['a hash in capitals', { ...input, files: { sales: { bytes: 9, sha256: `0x${'AB'.repeat(32)}` } } }, 'files.sales.sha256', ''],
    ['a query that is too long', { ...input, map: 'x'.repeat(65_537) }, 'map', ''],
    ['a key less', { ...input, combine: undefined }, 'combine', ''],
    ['files that are too large together', { ...input, files: { sales: large, more: large } }, 'files', 'at most 1073741824 are allowed'],
  ])('is refused with %s', (_, value, field, message) => {
    const error = refusal(value)
    expect(error?.reason).toBe('inputInvalid')
    expect(error?.place.field).toBe(field)
    expect(error?.message).toContain(message)
  })
})

describe('the plan of a data job', () => {
  test.each([
    [1_000_000, undefined, { tasks: 4, chunks: 64 }],
    [1_000_000, 1, { tasks: 1, chunks: 64 }],
    [100, undefined, { tasks: 1, chunks: 64 }],
    [10, undefined, { tasks: 1, chunks: 10 }],
    [1, undefined, { tasks: 1, chunks: 1 }],
    [10, 40, { tasks: 10, chunks: 1 }],
    [1_000_000_000_000, undefined, { tasks: 65_536, chunks: 153 }],
    [1_000_000_000_000, 10, { tasks: 10, chunks: 256 }],
  ])('divides %d rows into %s tasks', (rows, tasks, plan) => {
    expect(dataAdapter.plan({ rows, ...(tasks === undefined ? {} : { tasks }) })).toEqual(plan)
  })

  test('estimates more time for larger files', () => {
    const large = { ...input, files: { sales: { ...input.files.sales, bytes: 4_000_000_000 } } } as DataInput
    expect(dataAdapter.estimate(input)).toMatchObject({ bytesIn: 9, memoryBytes: 1_073_741_824 })
    expect(dataAdapter.estimate(large).seconds).toBeGreaterThan(dataAdapter.estimate(input).seconds + 40)
  })
})
