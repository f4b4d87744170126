import { describe, expect, it } from 'vitest'
import { readJobFile } from './jobFile.ts'

const good = `name: revenue
max_cost: 0.50
deadline: 30m
tasks:
  sum:
    adapter: data@1
    files: { sales: ./sales.parquet }
    map: select region from sales
    combine: select * from parts
  report:
    needs: [sum]
    adapter: data@1
    files: { in: "\${sum.results}", old: "sha256:${'ab'.repeat(32)}" }
    map: select 1
    combine: select 1
    retries: 2
`

describe('a job file', () => {
  it('is read with its tasks, what they need and where their files are', () => {
    const { tasks, ...file } = readJobFile(good)
    expect(file).toEqual({ name: 'revenue', maxCost: 5n * 10n ** 17n, priority: 'normal', deadlineSeconds: 1_800 })
    expect(readJobFile(good.replace('deadline', 'priority: economy\ndeadline')).priority).toBe('economy')
    expect(tasks.sum).toMatchObject({
      needs: [],
      retries: 3,
      files: { sales: { kind: 'path', path: './sales.parquet' } },
      fields: { map: 'select region from sales' },
    })
    expect(tasks.report).toMatchObject({ needs: ['sum'], retries: 2, files: { in: { kind: 'result', task: 'sum' }, old: { kind: 'hash' } } })
  })

  it.each([
    ['a key that does not exist', good.replace('max_cost', 'max_costs'), 'line 2, column 1: max_costs is not a key here; did you mean max_cost?'],
    [
      'a wrong key of a task',
      good.replace('combine: select *', 'combin: select *'),
      'line 9, column 5: combin is not a key here; did you mean combine?',
    ],
    ['no amount', good.replace('0.50', 'cheap'), 'line 2, column 11: max_cost: say in PT'],
    ['an amount of nothing', good.replace('0.50', '0'), 'max_cost'],
    ['a time without a unit', good.replace('30m', '30'), 'deadline: 30 is not a time'],
    ['a deadline of no time', good.replace('30m', '0m'), 'line 3, column 11: deadline: 0m is not from 1m to 7d'],
    ['a deadline that is too far', good.replace('30m', '8d'), 'deadline: 8d is not from 1m to 7d'],
    ['a deadline in the past', good.replace('30m', '-30m'), 'line 3, column 11: deadline: -30m is in the past'],
    ['a date as deadline', good.replace('30m', '2024-01-01'), 'deadline: 2024-01-01 is in the past or a date'],
    [
      'a priority that does not exist',
      good.replace('deadline: 30m', 'priority: urgnt'),
      'line 3, column 11: priority: urgnt is not a priority; did you mean urgent?',
    ],
    ['a need that is not there', good.replace('needs: [sum]', 'needs: [sums]'), 'report needs sums, which is not a task of this job'],
    ['a result of a task that is not there', good.replace('sum.results', 'all.results'), 'report needs all'],
    ['too many retries', good.replace('retries: 2', 'retries: 11'), 'retries: a whole number from 0 to 10'],
    ['no adapter', good.replace('    adapter: data@1\n    files: { sales', '    files: { sales'), 'adapter: say what runs the task'],
    ['no tasks', 'name: a\nmax_cost: 1\ntasks: {}\n', 'a job has at least one task'],
    ['a list instead of tasks', 'name: a\nmax_cost: 1\ntasks: [1]\n', 'tasks must have keys and values'],
    ['no YAML', 'name: [', 'Flow sequence'],
    ['nothing', '', 'the file must have keys and values'],
  ])('is refused with %s, and says where', (_, text, message) => {
    expect(() => readJobFile(text)).toThrow(expect.objectContaining({ code: 'api.invalid_field', detail: expect.stringContaining(message) }))
  })
})
