/**
 * One benchmark. It starts its own instance of the market, measures it, and returns the samples of each measured number. The name of each number ends with its
 * unit.
 */
export type Benchmark = {
  name: string
  /** The most minutes that the benchmark may take. If it takes longer, it probably waits for an event that never comes. */
  limitMinutes: number
  /**
   * Measures, and resolves with the samples of each measured number, at least one for each. Throws if it cannot measure. `progress` prints a line at once.
   * `callArgs` are options from the command line for this benchmark. When `signal` aborts, stops everything that it has started.
   */
  measure: (progress: (line: string) => void, callArgs: readonly string[], signal: AbortSignal) => Promise<Record<string, number[]>>
}
