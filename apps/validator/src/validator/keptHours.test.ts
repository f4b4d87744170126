import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hex32 } from '@infinitio/domain'
import { expect, it } from 'vitest'
import { openKeptHours } from './keptHours.ts'

const node = hex32(`0x${'a'.repeat(64)}`)
const record = (hour: bigint, seconds: number) => ({ hour, nodes: [{ node, seconds }] })

it('has the records as they were first read after a restart, and drops those that left the window', () => {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-hours-'))
  try {
    const kept = openKeptHours(folder)
    expect(kept.hours.size).toBe(0)
    for (const hour of [7n, 8n, 9n]) kept.hours.set(hour, record(hour, 600))
    kept.hours.set(10n, { hour: 10n, nodes: [] })
    kept.store()
    const again = openKeptHours(folder)
    // In the market's record, hour 10 has no machines. That may be a gap in the record, so the validator does not store this hour but reads it again.
    expect([...again.hours.values()]).toEqual([record(7n, 600), record(8n, 600), record(9n, 600)])
    again.hours.delete(7n)
    again.store()
    expect(readdirSync(join(folder, 'hours')).toSorted()).toEqual(['8', '9'])
    expect([...openKeptHours(folder).hours.keys()]).toEqual([8n, 9n])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
