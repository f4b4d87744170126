/** One benchmark. It measures a separate instance of the market and returns the samples of each figure. The name of each figure ends with its unit. */
export type Benchmark = {
  name: string
  /** The longest time that the benchmark may take. If it takes longer, it probably waits for an event that never comes. */
  limitMinutes: number
  /**
   * Measures, and resolves with the samples of each figure, at least one each. Throws if it cannot measure. `progress` prints a line at once. `callArgs` are
   * options for the benchmark itself. When `signal` aborts, this stops everything that it has started.
   */
  measure: (progress: (line: string) => void, callArgs: readonly string[], signal: AbortSignal) => Promise<Record<string, number[]>>
}
