import { describe, expect, it } from 'vitest'
import { readJobFile } from './jobFile.ts'

const file = (tasks: string) => `name: search\nmax_cost: 1\ntasks:\n${tasks}`
const train = `  train:
    adapter: algorithm@1
    files: { module: "./net-\${matrix.net}.wasm" }
    matrix: { net: [small, large], fuel: [1000, 2000] }
    items: 64
    fuel: \${matrix.fuel}
`

describe('a matrix of a job file', () => {
  it('makes a task of each combination, with its name, its files and its numbers', () => {
    const { tasks } = readJobFile(
      file(
        `${train}  best:\n    needs: [train]\n    adapter: algorithm@1\n    files: { module: ./best.wasm, one: "\${train-large-2000.results}" }\n`,
      ),
    )
    expect(Object.keys(tasks)).toEqual(['train-small-1000', 'train-small-2000', 'train-large-1000', 'train-large-2000', 'best'])
    expect(tasks['train-large-2000']).toMatchObject({
      files: { module: { kind: 'path', path: './net-large.wasm' } },
      fields: { items: 64, fuel: 2_000 },
    })
    expect(tasks.best?.needs).toEqual(['train-small-1000', 'train-small-2000', 'train-large-1000', 'train-large-2000'])
  })

  it('buys a step twice for a key that no field uses', () => {
    const { tasks } = readJobFile(
      file('  pi:\n    adapter: algorithm@1\n    files: { module: ./pi.wasm }\n    matrix: { copy: [1, 2] }\n    items: 64\n'),
    )
    expect(Object.keys(tasks)).toEqual(['pi-1', 'pi-2'])
    expect(tasks['pi-1']).toEqual(tasks['pi-2'])
  })

  it('numbers the combinations if their values make equal names', () => {
    const twice = train.replace('[small, large]', '[a.b, a_b]')
    expect(Object.keys(readJobFile(file(twice)).tasks)).toEqual(['train-1', 'train-2', 'train-3', 'train-4'])
  })

  it('takes 1,000 combinations and no more, in one task or in all together', () => {
    const many = (count: number) => train.replace('[1000, 2000]', `[${Array.from({ length: count }, (_, at) => at).join(', ')}]`)
    expect(Object.keys(readJobFile(file(many(500))).tasks)).toHaveLength(1_000)
    expect(() => readJobFile(file(many(501)))).toThrow(
      expect.objectContaining({ detail: expect.stringContaining('line 7, column 13: matrix: 1002') }),
    )
    const other = many(300).replace('train:', 'other:')
    expect(() => readJobFile(file(many(300) + other))).toThrow(expect.objectContaining({ detail: expect.stringContaining('more than 1000 tasks') }))
  })

  it.each([
    [
      'a name that the matrix does not have',
      train.replace('matrix.fuel}', 'matrix.fule}'),
      'line 9, column 11: fuel: the matrix has no fule; did you mean fuel?',
    ],
    ['a name without a matrix', train.replace(/ +matrix: .*\n/, ''), 'the matrix has no'],
    ['a value that is no list', train.replace('[small, large]', 'small'), 'line 7, column 13: matrix: give each key a list'],
    ['an empty list', train.replace('[small, large]', '[]'), 'matrix: give each key a list'],
    ['a list of lists', train.replace('[small, large]', '[[small]]'), 'matrix: give each key a list'],
    [
      'a result of all combinations',
      `${train}  best:\n    adapter: algorithm@1\n    files: { in: "\${train.results}" }\n`,
      'such as train-small-1000',
    ],
    ['a name that another task has', `${train}  train-small-1000:\n    adapter: algorithm@1\n`, 'two tasks have the name train-small-1000'],
    ['a name that is none', train.replace('train:', '../train:'), 'line 4, column 3: ../train is not a name of a task'],
  ])('is refused with %s', (_, tasks, message) => {
    expect(() => readJobFile(file(tasks))).toThrow(expect.objectContaining({ code: 'api.invalid_field', detail: expect.stringContaining(message) }))
  })

  it('is refused if a few lines expand to billions of values', () => {
    const lists = Array.from(
      { length: 12 },
      (_, at) => `  a${at}: &a${at} [${at === 0 ? '1' : Array.from({ length: 9 }, () => `*a${at - 1}`).join(', ')}]\n`,
    )
    const bomb = `${file(train)}${lists.join('')}`
    expect(() => readJobFile(bomb)).toThrow(expect.objectContaining({ code: 'api.invalid_field' }))
  })
})
