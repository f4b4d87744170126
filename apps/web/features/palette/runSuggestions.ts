import { memoryOfRun, type Run, suggestRuns, textOfRun } from '@infinitio/domain'
import type { GpuClassWire } from '@infinitio/domain/wire'
import { cheapestWay, type WayToRun } from '#web/parts/search/waysToRun.ts'

/**
 * A model that the typed words mean, the GPU memory that it needs, the URL of its search, and the cheapest way to run it now; null if no machine is large
 * enough.
 */
export type RunSuggestion = { readonly run: Run; readonly memoryGib: number; readonly href: string; readonly way: WayToRun | null }

const mostRuns = 5

/** Returns at most five suggestions of how to run the AI models that the typed words may mean. */
export function runSuggestions(typed: string, classes: readonly GpuClassWire[]): RunSuggestion[] {
  return suggestRuns(typed, { most: mostRuns }).map((run) => ({
    ...{ run, memoryGib: memoryOfRun(run).totalGib, way: cheapestWay(run, classes) },
    href: `/gpus?run=${textOfRun(run)}`,
  }))
}
