type Parallel<Item, Result> = {
  /** The most items that run at once. */
  readonly atOnce: number
  readonly signal: AbortSignal
  /** Runs one item. `at` is its index. The signal ends it if another item fails. */
  readonly run: (item: Item, at: number, signal: AbortSignal) => Promise<Result>
}

/**
 * Runs items in their order, some of them at once, and returns their results in the same order. Rejects with the error of the first item that fails, after all
 * others have ended.
 */
export async function inParallel<Item, Result>(items: readonly Item[], { atOnce, signal, run }: Parallel<Item, Result>): Promise<Result[]> {
  const results: Result[] = []
  const failed = new AbortController()
  const ends = AbortSignal.any([signal, failed.signal])
  let next = 0
  async function lane(): Promise<void> {
    for (let at = next++; at < items.length; at = next++) {
      ends.throwIfAborted()
      results[at] = await run(items[at] as Item, at, ends)
    }
  }
  const lanes = Array.from({ length: Math.max(1, Math.min(atOnce, items.length)) }, () =>
    lane().catch((error: unknown) => {
      // The first failure ends the other items, and their errors then have the same reason.
      failed.abort(error)
      throw error
    }),
  )
  await Promise.allSettled(lanes)
  signal.throwIfAborted()
  if (failed.signal.aborted) throw failed.signal.reason
  return results
}
