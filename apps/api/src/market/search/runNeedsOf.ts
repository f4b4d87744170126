import { memoryOfRun, parseRun, runNameOf, textOfRun } from '@infinitio/domain'
import type { RunNeedsWire } from '@infinitio/domain/wire'

/** What a search says of the run it was asked for; null for a text that is none. */
export function runNeedsOf(text: string): RunNeedsWire | null {
  const run = parseRun(text)
  if (run === null) return null
  const { task, bits } = 'program' in run ? { task: null, bits: null } : run
  return { run: textOfRun(run), name: runNameOf(run), task, bits, memoryGib: memoryOfRun(run).totalGib }
}
