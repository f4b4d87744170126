import { describe, expect, it } from 'vitest'
import { readJobFile } from './jobFile.ts'
import { hiddenPathsOf, jobOfFile, pathsOfFile } from './jobOfFile.ts'

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

const train = `name: training
max_cost: 1
tasks:
  train:
    adapter: container@1
    files: { train.mjs: ./train.mjs }
    command: node train.mjs
    resources: { class: h100, gpus: 2, max_price: 2.10 }
    time: 2h
    env: { EPOCHS: 20 }
    secrets: [HF_TOKEN]
    retry_on: [75]
`

describe('a task on leases in a job file', () => {
  it('is read with its machine, its command and its folders', () => {
    expect(readJobFile(train).tasks.train).toMatchObject({
      ...{ adapter: 'container@1', fields: {}, files: { 'train.mjs': { kind: 'path', path: './train.mjs' } } },
      lease: {
        ...{
          command: 'node train.mjs',
          image: null,
          gpuClass: 'h100',
          gpus: 2,
          maxPricePerGpuHour: 21n * 10n ** 17n,
          withSimulated: false,
          seconds: 7_200,
        },
        ...{ environment: { EPOCHS: '20' }, secrets: ['HF_TOKEN'], checkpoint: 'checkpoints', results: 'results', retryOn: [75] },
      },
    })
  })

  it('is private if it says so', () => {
    expect(readJobFile(good).isPrivate).toBeUndefined()
    expect(readJobFile(good.replace('deadline', 'private: true\ndeadline')).isPrivate).toBe(true)
    expect(readJobFile(good.replace('deadline', 'private: false\ndeadline')).isPrivate).toBeUndefined()
    const unclear = expect.objectContaining({ detail: expect.stringContaining('private: write true') })
    for (const value of ['yes', '"true"', '1', ''])
      expect(() => readJobFile(good.replace('deadline', `private: ${value}\ndeadline`))).toThrow(unclear)
  })

  it('is not private if machines must read it before they accept it', () => {
    const ask = 'name: a\nmax_cost: 1\nprivate: true\ntasks:\n  ask: { adapter: inference@1, files: { requests: ./a.jsonl }, fingerprint: "0x" }\n'
    const detail = 'line 3, column 10: private: ask runs inference@1, whose input machines must read before they accept it'
    expect(() => readJobFile(ask)).toThrow(expect.objectContaining({ code: 'api.invalid_field', detail }))
    expect(readJobFile(ask.replace('private: true\n', '')).tasks.ask?.adapter).toBe('inference@1')
  })

  it.each([
    ['a key that does not exist', train.replace('command:', 'comand:'), 'line 7, column 5: comand is not a key here; did you mean command?'],
    [
      'a wrong key of the machine',
      train.replace('max_price', 'max_prize'),
      'line 8, column 40: max_prize is not a key here; did you mean max_price?',
    ],
    ['no price', train.replace(', max_price: 2.10', ''), 'line 8, column 16: max_price: say in PT'],
    ['no command', train.replace('    command: node train.mjs\n', ''), 'command: write what runs'],
    ['a time that is too long', train.replace('2h', '29d'), 'line 9, column 5: time: say for how long'],
    ['an image without its digest', `${train}    image: node:22\n`, 'line 13, column 5: image: name it with its digest'],
    ['a folder outside of the home folder', `${train}    checkpoint: ../other\n`, 'line 13, column 5: checkpoint: name a path'],
    ['results outside of the home folder', `${train}    results: /etc/passwd\n`, 'results: name a path'],
    ['a variable that the job sets', train.replace('EPOCHS', 'CHECKPOINT_DIR'), 'line 10, column 12: env: CHECKPOINT_DIR'],
    ['a secret in plain text', train.replace('[HF_TOKEN]', '{ HF_TOKEN: abc }'), 'line 11, column 5: secrets: list names'],
    ['a secret that is a variable too', train.replace('[HF_TOKEN]', '[EPOCHS]'), 'secrets: EPOCHS is in env too'],
    ['a secret that changes the machine', train.replace('HF_TOKEN', 'LD_PRELOAD'), 'secrets: LD_PRELOAD is not a name'],
    ['an exit code of success', train.replace('[75]', '[0]'), 'line 12, column 5: retry_on: list exit codes from 1 to 255'],
    ['too many GPUs', train.replace('gpus: 2', 'gpus: 99'), 'gpus: a whole number from 1 to 15'],
  ])('is refused with %s, and says where', (_, text, message) => {
    expect(() => readJobFile(text)).toThrow(expect.objectContaining({ code: 'api.invalid_field', detail: expect.stringContaining(message) }))
  })
})

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

  it('names the machines that may take a task', () => {
    const machinesOf = (resources: string) =>
      readJobFile(good.replace('    map: select region', `    resources: ${resources}\n    map: select region`)).tasks.sum
    expect(machinesOf('{ class: " h100, l40s ", min_tier: 2, min_vram: 48 }')).toMatchObject({
      fields: { map: 'select region from sales', combine: 'select * from parts' },
      machines: { class: 'h100, l40s', minTier: 2, minVramGib: 48 },
    })
    expect(machinesOf('{ min_tier: 0 }')?.machines).toEqual({})
    expect(machinesOf('{ min_tier: 0 }')?.fields).not.toHaveProperty('resources')
    expect(readJobFile(good).tasks.sum).not.toHaveProperty('machines')
    const refused = (resources: string, detail: string) =>
      expect(() => machinesOf(resources)).toThrow(expect.objectContaining({ code: 'api.invalid_field', detail: expect.stringContaining(detail) }))
    refused('{ min_teir: 2 }', 'line 8, column 18: min_teir is not a key here; did you mean min_tier?')
    refused('{ gpus: 2 }', 'line 8, column 18: gpus is not a key here')
    refused('{ min_tier: 4 }', 'line 8, column 18: min_tier: a whole number from 0 to 3')
    refused('{ min_vram: 24GB }', 'line 8, column 18: min_vram: memory of a GPU in GB')
    refused('{ min_vram: -1 }', 'min_vram: memory of a GPU in GB')
    refused('{ class: "" }', 'class: name classes of GPUs')
    refused('h100', 'line 8, column 5: resources must have keys and values')
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

  it('makes two steps of a checked training, and hides files from the first', () => {
    const text = `name: checked
max_cost: 1
tasks:
  train:
    adapter: training@1
    files: { train.mjs: ./train.mjs }
    command: node train.mjs
    segments: 8
    score: node train.mjs score
    hidden: { test.csv: ./test.csv }
    tolerance: 0.01
    least_score: 0.9
    resources: { max_price: 2.00 }
    time: 80m
  report:
    needs: [train-check]
    adapter: data@1
    files: { model: "\${train.results}" }
    map: select 1
    combine: select 1
`
    const { tasks } = readJobFile(text)
    expect(Object.keys(tasks)).toEqual(['train', 'train-check', 'report'])
    expect(tasks.train?.lease).toMatchObject({ seconds: 4_800, checkpoint: 'states', training: { role: 'train', segments: 8 } })
    expect(tasks.report?.needs).toEqual(['train-check', 'train'])
    const check = tasks['train-check']
    expect(check).toMatchObject({ needs: ['train'], files: tasks.train?.files })
    const hidden = { 'test.csv': { kind: 'path', path: './test.csv' } }
    const training = { role: 'check', of: 'train', segments: 8, isScored: true, tolerance: 0.01, leastScore: 0.9, hidden }
    expect(check?.lease).toMatchObject({ seconds: 3_600, checkpoint: 'again', training })
    expect(tasks.train?.lease?.training).toEqual({ role: 'train', segments: 8 })
    expect(hiddenPathsOf(readJobFile(text))).toEqual(['./test.csv'])
    expect(pathsOfFile(readJobFile(text))).toEqual(['./train.mjs'])
    const wire = jobOfFile(readJobFile(text), new Map([['./test.csv', `0x${'7'.repeat(64)}`]]))
    expect(wire.tasks['train-check']?.lease?.training).toMatchObject({ hidden: { 'test.csv': `0x${'7'.repeat(64)}` } })
    const refused = (from: string, to: string, detail: string) =>
      expect(() => readJobFile(text.replace(from, to))).toThrow(expect.objectContaining({ detail: expect.stringContaining(detail) }))
    refused('segments: 8', 'segments: 1', 'line 8, column 5: segments: a whole number from 2 to 64')
    refused('segments: 8', 'segments: 65', 'segments: a whole number')
    refused('    score: node train.mjs score\n', '', 'score: write the command')
    refused('least_score: 0.9', 'least_score: good', 'least_score: the least score')
    refused('tolerance: 0.01', 'tolerance: -1', 'tolerance: the largest difference')
    refused('./test.csv', `"\${report.results}"`, 'which its machine has seen')
    refused('command: node train.mjs\n', 'command: ""\n', 'command: write a shell line')
    refused('segments: 8', 'segment: 8', 'did you mean segments?')
    refused('  train:', `  ${'t'.repeat(36)}:`, 'a name of up to 34 letters')
  })
})
