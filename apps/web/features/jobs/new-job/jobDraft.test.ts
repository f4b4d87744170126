import { workSize } from '@infinitio/jobs/price'
import { describe, expect, it } from 'vitest'
import { askOfDraft, askOfYaml } from '#web/features/jobs/new-job/estimateQuery.ts'
import { exampleFile } from '#web/features/jobs/new-job/exampleFile.ts'
import { fileFacts } from '#web/features/jobs/new-job/fileFacts.ts'
import { draftFaults, exampleDraft, jobOf, queryFaultOf } from '#web/features/jobs/new-job/jobDraft.ts'
import { makeExampleSales } from '#web/features/jobs/new-job/exampleSales.ts'
import { mostPtText } from '#web/features/jobs/mostPtText.ts'
import { exampleYaml, readYaml } from '#web/features/jobs/new-job/yamlJob.ts'

const sha256 = `0x${'a'.repeat(64)}`

describe('the draft of a job', () => {
  it('is a whole job at the beginning', () => {
    expect(draftFaults(exampleDraft)).toEqual([])
    expect(jobOf(exampleDraft, sha256)).toEqual({
      ...{ name: 'revenue by region', maxCost: `${5n * 10n ** 17n}`, deadlineSeconds: 3_600, priority: 'normal' },
      tasks: {
        work: {
          ...{ adapter: 'data@1', needs: [], retries: 2, files: { sales: { kind: 'hash', sha256 } } },
          fields: { map: exampleDraft.map, combine: exampleDraft.combine, split: 'sales' },
        },
      },
    })
  })

  it('names each field that must be mended, and only those of its kind', () => {
    const empty = { ...exampleDraft, name: ' ', map: '', combine: ' ', items: '0.5', mostCost: '0' }
    expect(draftFaults(empty)).toEqual(['name', 'map', 'combine', 'mostCost'])
    expect(draftFaults({ ...empty, kind: 'wasm' })).toEqual(['name', 'items', 'mostCost'])
    expect(draftFaults({ ...exampleDraft, kind: 'wasm', items: '1000000000001' })).toEqual(['items'])
    expect(draftFaults({ ...exampleDraft, mostCost: 'one' })).toEqual(['mostCost'])
  })

  it('names the line and the part of a query that every machine refuses', () => {
    const wrong = { ...exampleDraft, map: 'select region,\n  summ(cents)\nfrom sales', combine: 'select * from sales' }
    expect(draftFaults(wrong)).toEqual(['map', 'combine'])
    expect(queryFaultOf(wrong, 'map')).toEqual({ kind: 'function', name: 'summ', line: 2, near: 'sum' })
    expect(queryFaultOf(wrong, 'combine')).toMatchObject({ kind: 'table', name: 'sales', line: 1 })
    expect(queryFaultOf({ ...wrong, kind: 'wasm' }, 'map')).toBeNull()
  })

  it('gives a search its space, and judges its numbers', () => {
    const search = { ...exampleDraft, kind: 'search' } as const
    expect(draftFaults(search)).toEqual([])
    expect(draftFaults({ ...search, space: ' ', trials: '0', steps: '1.5', fuel: '' })).toEqual(['space', 'trials', 'steps', 'fuel'])
    const { tasks, priority } = jobOf({ ...search, goal: 'maximise', priority: 'urgent', retries: 0 }, sha256)
    expect(priority).toBe('urgent')
    expect(tasks.work).toMatchObject({ adapter: 'optimise@1', retries: 0, fields: { goal: 'maximise', trials: 256, steps: 64, fuel: 400_000 } })
  })

  it('gives questions to a model their fingerprint and their limit of tokens', () => {
    const questions = { ...exampleDraft, kind: 'inference' } as const
    expect(draftFaults(questions)).toEqual([])
    expect(draftFaults({ ...questions, fingerprint: '0x12', maxTokens: '4097' })).toEqual(['fingerprint', 'maxTokens'])
    const fingerprint = `0x${'c'.repeat(64)}`
    const { tasks } = jobOf({ ...questions, fingerprint: ` ${fingerprint}`, maxTokens: '100' }, sha256)
    expect(tasks.work).toMatchObject({ adapter: 'inference@1', files: { requests: { sha256 } }, fields: { fingerprint, max_tokens: 100 } })
  })

  it('gives an adapter of somebody else its parameters, which may be empty', () => {
    const custom = { ...exampleDraft, kind: 'custom', params: '' } as const
    expect(draftFaults(custom)).toEqual([])
    expect(draftFaults({ ...custom, portions: '4097' })).toEqual(['portions'])
    const { tasks } = jobOf({ ...custom, params: 'a: 1' }, sha256)
    expect(tasks.work).toMatchObject({ adapter: 'custom@1', files: { module: { sha256 } }, fields: { params: 'a: 1', portions: 256 } })
  })

  it('gives a scene its frames, from the first to the last', () => {
    const blender = `0x${'b'.repeat(64)}`
    const scene = { ...exampleDraft, kind: 'render', blender: ` ${blender}` } as const
    expect(draftFaults({ ...scene, blender: '' })).toEqual(['blender'])
    expect(draftFaults({ ...scene, firstFrame: '0' })).toEqual([])
    expect(draftFaults({ ...scene, firstFrame: '5', lastFrame: '4' })).toEqual(['lastFrame'])
    expect(draftFaults({ ...scene, lastFrame: '4097' })).toEqual(['lastFrame'])
    expect(draftFaults({ ...scene, firstFrame: '', width: '3', height: '16385', samples: '0', tiles: '257', tileSeconds: '1.5' })).toEqual([
      'firstFrame',
      'width',
      'height',
      'samples',
      'tiles',
      'tileSeconds',
    ])
    const { tasks } = jobOf({ ...scene, firstFrame: '10', lastFrame: '33', width: '640', height: '360', samples: '16', tiles: '4' }, sha256)
    expect(tasks.work).toMatchObject({ adapter: 'render@1', files: { scene: { sha256 } } })
    const size = { width: 640, height: 360, samples: 16, first_frame: 10, frames: 24, tiles: 4, tile_seconds: 60 }
    expect(tasks.work?.fields).toEqual({ fingerprint: blender, ...size })
  })

  it('has a size that machines render, for every number that it begins with', () => {
    const scene = { ...exampleDraft, kind: 'render', blender: `0x${'b'.repeat(64)}` } as const
    const size = (part: Partial<typeof exampleDraft>) => {
      const { adapter, fields } = jobOf({ ...scene, ...part }, sha256).tasks.work ?? expect.unreachable()
      return workSize({ adapter, fields }, new Map([['scene', { bytes: 9 }]]))
    }
    expect(size({})).toMatchObject({ tasks: 1, chunks: 64 })
    expect(() => size({ lastFrame: '20' })).not.toThrow()
    expect(() => size({ tiles: '1' })).toThrow('tiles: a strip would have 2073600 pixels, more than 1350000')
    expect(() => size({ height: '32' })).toThrow('tiles: 32 rows of pixels cannot be divided into 64 strips')
    expect(() => size({ width: '16384', height: '16384' })).toThrow('width: a frame has at most 33554432 pixels')
    expect(() => size({ lastFrame: '21' })).toThrow(/^frames: they can have \d+ bytes, more than 134217728$/)
    expect(() => size({ width: '64', height: '64', lastFrame: '300' })).toThrow('frames: all frames together have at most 16384 strips')
    expect(() => size({ firstFrame: '1048570', lastFrame: '1048574' })).not.toThrow()
  })

  it('names the machines that it asks for, and none at the beginning', () => {
    const machinesOf = (part: Partial<typeof exampleDraft>) => jobOf({ ...exampleDraft, ...part }, sha256).tasks.work?.machines
    expect(machinesOf({})).toBeUndefined()
    expect(machinesOf({ gpuClass: 'NVIDIA L4 24 GB', minTier: 2, minVramGib: 24 })).toEqual({ class: 'NVIDIA L4 24 GB', minTier: 2, minVramGib: 24 })
    expect(askOfDraft({ ...exampleDraft, minTier: 3 }, 'sql').steps.work).toMatchObject({ machines: { minTier: 3 } })
  })

  it('gives a module its numbers', () => {
    const { tasks } = jobOf({ ...exampleDraft, kind: 'wasm', items: '500' }, sha256)
    expect(tasks.work).toMatchObject({ adapter: 'algorithm@1', files: { module: { kind: 'hash', sha256 } }, fields: { items: 500 } })
  })
})

describe('the example', () => {
  it('is a Parquet file with the same bytes each time', async () => {
    const [one, other] = [await makeExampleSales(1_000), await makeExampleSales(1_000)]
    expect(new TextDecoder().decode(one.subarray(0, 4))).toBe('PAR1')
    expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true)
  })
})

describe('the facts of files for a price', () => {
  it('are those of the example that the page writes', async () => {
    for (const kind of ['sql', 'wasm', 'search', 'inference', 'custom'] as const) {
      const bytes = await exampleFile(kind)
      expect(await fileFacts(kind)).toMatchObject({ bytes: bytes.length })
      expect(await fileFacts(new File([bytes], 'a'))).toEqual(await fileFacts(kind))
    }
  })

  it('have the first fault of a file of requests, with its line', async () => {
    const [line = ''] = new TextDecoder().decode(await exampleFile('inference')).split('\n')
    const facts = await fileFacts(
      new File([`${line}\n${line.replace('question-1', 'two').replace('"body":{', '"body":{"stream":true,')}`], 'a.jsonl'),
    )
    expect(facts.fault).toBe('line 2: stream: only false is supported. Leave the field out.')
  })

  it('have no rows for a file in another format than Parquet', async () => {
    expect(await fileFacts(new File(['PAR1 and no footer'], 'a.parquet'))).toEqual({ bytes: 18 })
  })
})

describe('what to ask for a price', () => {
  it('gives each source of a file the chosen one, or the example with this path', async () => {
    expect([...askOfDraft(exampleDraft, 'sql').files.values()]).toEqual(['sql'])
    const { job } = await readYaml(exampleYaml('wasm'))
    if (job === null) expect.unreachable()
    expect([...askOfYaml(job, new Map()).files.values()]).toEqual(['wasm'])
    const own = new File(['own'], 'pi.wasm')
    expect([...askOfYaml(job, new Map([['./pi.wasm', own]])).files.values()]).toEqual([own])
    const copied = await readYaml(exampleYaml('wasm').replace('./pi.wasm', `sha256:${'a'.repeat(64)}`))
    if (copied.job === null) throw new Error(copied.fault)
    expect(askOfYaml(copied.job, new Map()).files.size).toBe(0)
  })
})

describe('what a job costs at most', () => {
  it('has six decimals and is never rounded down', () => {
    expect(mostPtText(1n)).toBe('0.000001\u00a0PT')
    expect(mostPtText(16_751_766_666_666_597n)).toBe('0.016752\u00a0PT')
    expect(mostPtText(10n ** 18n)).toBe('1.00\u00a0PT')
  })
})
