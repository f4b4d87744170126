import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { newJobFolder } from './jobFolder.ts'
import { showResults } from './showResults.ts'

let home: string
let printed: string

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'jobs-'))
  vi.stubEnv('HOME', home)
  vi.stubEnv('XDG_CONFIG_HOME', home)
  printed = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text)
    return true
  })
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  rmSync(home, { recursive: true })
})

describe('results of a job', () => {
  it('are shown by their first rows, with every kind of cell', () => {
    const { path } = newJobFolder('ab12', '{}')
    writeFileSync(join(path, 'best.csv'), 'rank,name,value\r\n1,"a, ""b""",0.5\r\n2,,\r\n3,"two\nlines",1\r\n')
    writeFileSync(join(path, 'pi.txt'), '3.14')
    showResults('ab', { rows: '2', json: true } as Parameters<typeof showResults>[1])
    expect(JSON.parse(printed)).toEqual({
      items: [
        {
          ...{ task: 'best', file: join(path, 'best.csv') },
          rows: [
            { rank: '1', name: 'a, "b"', value: '0.5' },
            { rank: '2', name: '', value: '' },
          ],
        },
        { task: 'pi', file: join(path, 'pi.txt') },
      ],
    })
    printed = ''
    showResults('ab', { rows: '2', json: false } as Parameters<typeof showResults>[1])
    expect(printed).toContain('1 more rows')
    expect(printed).toContain('3.14')
    printed = ''
    showResults('ab', { rows: '3', json: false } as Parameters<typeof showResults>[1])
    expect(printed).toContain('two lines')
  })

  it('are not there before the job is done, and not for a job that is unknown', () => {
    newJobFolder('cd34', '{}')
    showResults('cd', { rows: '10', json: false } as Parameters<typeof showResults>[1])
    expect(printed).toContain('no result yet')
    expect(() => showResults('ee', { rows: '10', json: false } as Parameters<typeof showResults>[1])).toThrow(
      expect.objectContaining({ detail: 'this computer has no job ee' }),
    )
    expect(() => showResults('cd', { rows: '0', json: false } as Parameters<typeof showResults>[1])).toThrow(
      expect.objectContaining({ detail: '--rows 0: 1 to 1000' }),
    )
  })
})
