import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JobEvent } from '@infinitio/tasks'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { newJobFolder } from './jobFolder.ts'
import { eventText, showLog } from './showLog.ts'

const yaml = `name: pi
max_cost: 2
tasks:
  pi:
    adapter: algorithm@1
    files: { module: ./pi.wasm }
    retries: 0
    items: 1000
`
const options = { url: 'http://127.0.0.1:9', json: false }
const id = 'ab'.repeat(32)
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

describe('the log of a job of this computer', () => {
  it('has each event with its time, as text and as JSON', async () => {
    const folder = makeJob()
    await folder.note({ kind: 'started' })
    await folder.note({ kind: 'failed', task: 'pi', reason: 'no such\u001b[31m module', isFinal: true })
    expect(await showLog('abab', { ...options, follow: false })).toBe(0)
    const [first = '', second = ''] = printed.split('\n')
    expect(first).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d {2}the job was stored$/)
    expect(second).toMatch(/ {2}pi: failed: no such \[31m module$/)
    printed = ''
    await showLog(id, { ...options, follow: false, json: true })
    const lines = printed.trim().split('\n')
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { number: 1, event: { kind: 'started' } },
      { number: 2, event: { kind: 'failed', task: 'pi', isFinal: true } },
    ])
  })

  it('is followed until the job is over, and each event is printed once', async () => {
    const folder = makeJob()
    await folder.note({ kind: 'started' })
    const following = showLog('ab', { ...options, follow: true })
    await vi.waitFor(() => expect(printed).toContain('the job was stored'))
    await folder.note({ kind: 'failed', task: 'pi', reason: 'no such module', isFinal: true })
    expect(await following).toBe(1)
    expect(printed.trim().split('\n')).toHaveLength(2)
  })

  it('is refused for a job that this computer does not have', async () => {
    await expect(showLog('cd', { ...options, follow: false })).rejects.toMatchObject({ code: 'api.invalid_field' })
  })

  it('describes the events of rented machines', () => {
    const texts = (
      [
        { kind: 'leased', task: 'train', epoch: 1, leaseId: '12' },
        { kind: 'leaseEnded', task: 'train', epoch: 1, paid: 5n * 10n ** 17n },
        { kind: 'retried', task: 'train' },
      ] satisfies JobEvent[]
    ).map(eventText)
    expect(texts).toEqual([
      'train: runs on lease 12',
      'train: the lease ended and cost at most 0.500000 PT',
      'train: runs again, with all that need its result',
    ])
  })
})

function makeJob() {
  return newJobFolder(id, JSON.stringify({ yaml, from: home }))
}
