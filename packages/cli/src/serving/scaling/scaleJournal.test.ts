import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { programFile } from '@infinitio/process/test'
import { withScaleEvent } from '@infinitio/services'
import type { LeaseOrder } from '@infinitio/tasks'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openScaleJournal } from './scaleJournal.ts'

const program = programFile('packages/cli/test/scaleJournalProgram.ts')
const isLong = process.env.TEST_LONG === '1'
const mostStep = 200
/** The steps of the file system at which a run's program is killed, one step for each run. */
const steps = Array.from({ length: isLong ? 40 : 4 }, (_, at) => 1 + at * (isLong ? 3 : 31))
const order = { bid: { nonce: 5n } } as never

let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'infinitio-scale-journal-'))
  path = join(folder, 'scale.log')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const ordered = (id: string) => ({ kind: 'ordered', id, atMs: 1, node: '0xa', pricePerHour: 7n, order }) as const
const over = (id: string) => ({ kind: 'over', id, atMs: 3, reason: 'idle', paid: 5n }) as const
const machinesOf = (events: readonly Parameters<typeof withScaleEvent<LeaseOrder>>[1][]) => events.reduce(withScaleEvent<LeaseOrder>, [])

/** Runs a program that rents and ends machine after machine, and is killed at a step. Returns the events that it noted completely. */
async function killedAt(step: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, path, `${step}`], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.on('data', (part: Buffer) => (text += part.toString()))
  await once(child, 'close')
  return text.split('\n').slice(0, -1)
}

describe('the journal of rented machines', () => {
  it('drops a line that a kill cut short, continues after it, and refuses any other malformed line', () => {
    openScaleJournal(path).note(ordered('0x1'))
    appendFileSync(path, '{"kind":"lea')
    const opened = openScaleJournal(path)
    expect(opened.events).toEqual([ordered('0x1')])
    opened.note({ kind: 'leased', id: '0x1', atMs: 2, leaseId: '12' })
    expect(openScaleJournal(path).events.map(({ kind }) => kind)).toEqual(['ordered', 'leased'])
    writeFileSync(path, `{"kind":\n${readFileSync(path, 'utf8')}`)
    expect(() => openScaleJournal(path)).toThrow()
  })

  it('drops leases that are over when it is opened, and keeps the others as they were', () => {
    const journal = openScaleJournal(path)
    for (const id of ['0x1', '0x2', '0x3']) journal.note(ordered(id))
    journal.note({ kind: 'leased', id: '0x2', atMs: 2, leaseId: '12' })
    for (const id of ['0x1', '0x3']) journal.note(over(id))
    const before = openScaleJournal(path).events
    const after = openScaleJournal(path).events
    expect([before.length, after.length]).toEqual([6, 2])
    expect(machinesOf(after)).toEqual(machinesOf(before))
    expect(machinesOf(after)).toMatchObject([{ id: '0x2', leaseId: '12', pricePerHour: 7n, order: null }])
  })

  it('stays below its limit while it is used, and has all open machines even if these need more', () => {
    const mostBytes = 2_000
    const journal = openScaleJournal(path, { mostBytes })
    for (let n = 0; n < 200; n++) for (const event of [ordered(`0x${n}`), over(`0x${n}`)]) journal.note(event)
    expect(statSync(path).size).toBeLessThan(mostBytes)
    for (let n = 0; n < 40; n++) journal.note(ordered(`0xa${n}`))
    expect(statSync(path).size).toBeGreaterThan(mostBytes)
    expect(machinesOf(openScaleJournal(path).events).length).toBe(40)
  })

  it('continues after a disk that took only a part of a line', () => {
    const journal = openScaleJournal(path)
    journal.note(ordered('0x1'))
    // A folder of the same name cannot be written, as a full disk cannot.
    renameSync(path, `${path}.aside`)
    mkdirSync(path)
    expect(() => journal.note(ordered('0x2'))).toThrow()
    rmSync(path, { recursive: true })
    writeFileSync(path, `${readFileSync(`${path}.aside`, 'utf8')}{"kind":"ord`)
    journal.note(ordered('0x3'))
    expect(openScaleJournal(path).events.map(({ id }) => id)).toEqual(['0x1', '0x3'])
  })

  it.each(steps)('has each noted event after a kill at step %i, also while it is made shorter', async (step) => {
    const noted = await killedAt(step)
    const { events } = openScaleJournal(path)
    const open = new Set<string>()
    for (const line of noted) {
      const [kind = '', id = ''] = line.split(' ')
      if (kind === 'over') open.delete(id)
      else open.add(id)
    }
    const found = machinesOf(events).map(({ id }) => id)
    // The last event may be in the file although the program was killed before it confirmed the event.
    expect(found.filter((id) => !open.has(id)).length + [...open].filter((id) => !found.includes(id)).length).toBeLessThanOrEqual(1)
    openScaleJournal(path).note(ordered('0xnext'))
    expect(openScaleJournal(path).events.at(-1)).toEqual(ordered('0xnext'))
  })

  it('is shortened by the program of the kills', async () => {
    expect((await killedAt(mostStep * 100)).length).toBe(120)
    expect(statSync(path).size).toBeLessThan(1_000)
  })
})
