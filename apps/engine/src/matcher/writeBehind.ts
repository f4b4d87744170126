/** Writes one batch at a time, while the caller prepares the next batch. */
export interface WriteBehind<Batch> {
  /** Resolves once all earlier batches are written and this one has begun. Rejects if an earlier batch failed. */
  begin(batch: Batch): Promise<void>
  /** Resolves once all batches are written. Rejects if one failed. */
  settled(): Promise<void>
}

/** Creates a writer. After a failed write it writes nothing more. It calls `onFailed` at once, and only once. */
export function writeBehind<Batch>({
  write,
  onFailed,
}: {
  write: (batch: Batch) => Promise<void>
  onFailed: (error: unknown) => void
}): WriteBehind<Batch> {
  let underWay: Promise<void> = Promise.resolve()
  return {
    async begin(batch) {
      await underWay
      underWay = write(batch)
      underWay.catch(onFailed)
    },
    settled: () => underWay,
  }
}
