import { suggestRuns, textOfRun } from '@infinitio/domain'

/** The address of the run that words most likely name, or null when they name none. */
export function firstRunOf(words: string): string | null {
  const [run] = suggestRuns(words, { most: 1 })
  return run === undefined ? null : textOfRun(run)
}
