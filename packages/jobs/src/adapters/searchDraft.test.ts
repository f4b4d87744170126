import { AdapterError } from '@infinitio/tasks'
import { describe, expect, it } from 'vitest'
import { searchDraft } from './searchDraft.ts'

const files = new Map([['module', 'a.wasm']])
const fields = { space: 'a: float 0 to 1\n', goal: 'minimise' }

function fieldOf(more: Record<string, string | number | undefined>, of = files): string | undefined {
  try {
    searchDraft({ fields: JSON.parse(JSON.stringify({ ...fields, ...more })) as typeof fields, files: of })
  } catch (error) {
    if (error instanceof AdapterError) return error.place.field
    throw error
  }
  return undefined
}

describe('a search of a job file', () => {
  it('has usual numbers where the file has none', () => {
    expect(searchDraft({ fields, files })).toEqual({
      ...{ module: 'a.wasm', space: fields.space, goals: ['minimise'], seed: `0x${'0'.repeat(64)}` },
      ...{ trials: 256, most: 1, least: 1, eta: 4, fuel: 1_000_000, memoryPages: 256 },
    })
  })

  it('reads its own keys', () => {
    const own = { goal: 'minimise, maximise', trials: 100, steps: 64, least_steps: 4, eta: 2, fuel: 5, memory_pages: 1, tasks: 3 }
    expect(searchDraft({ fields: { ...fields, ...own, seed: `0x${'7'.repeat(64)}` }, files: new Map([...files, ['input', 'b.csv']]) })).toEqual({
      ...{ module: 'a.wasm', file: 'b.csv', space: fields.space, goals: ['minimise', 'maximise'], seed: `0x${'7'.repeat(64)}` },
      ...{ trials: 100, most: 64, least: 4, eta: 2, fuel: 5, memoryPages: 1, tasks: 3 },
    })
  })

  it('names the key at fault', () => {
    expect(fieldOf({ space: undefined })).toBe('space')
    expect(fieldOf({ goal: undefined })).toBe('goal')
    expect(fieldOf({ goal: 'best' })).toBe('goal')
    expect(fieldOf({ seed: 7 })).toBe('seed')
    expect(fieldOf({}, new Map())).toBe('files')
    expect(() => searchDraft({ fields: { ...fields, goal: 'minimize' }, files })).toThrow('did you mean minimise?')
  })
})
