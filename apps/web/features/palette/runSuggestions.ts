import { memoryOfRun, type Run, suggestRuns, textOfRun } from '@infinitio/domain'
import type { GpuClassWire } from '@infinitio/domain/wire'
import { cheapestWay, type WayToRun } from '#web/parts/search/waysToRun.ts'

/** One run that the words name, where its machines are, and the cheapest way to run it now; null when nobody offers a large enough machine. */
export type RunSuggestion = { readonly run: Run; readonly memoryGib: number; readonly href: string; readonly way: WayToRun | null }

const mostRuns = 5

/** What the words typed name that people run, at most five. */
export function runSuggestions(typed: string, classes: readonly GpuClassWire[]): RunSuggestion[] {
  return suggestRuns(typed, { most: mostRuns }).map((run) => ({
    ...{ run, memoryGib: memoryOfRun(run).totalGib, way: cheapestWay(run, classes) },
    href: `/gpus?run=${textOfRun(run)}`,
  }))
}
