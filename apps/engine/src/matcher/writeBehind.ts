/** Writes one batch at a time, while the caller prepares the next batch. */
export interface WriteBehind<Batch> {
  /** Resolves once all earlier batches are written and the writing of this one has begun. Rejects if writing an earlier batch failed. */
  begin(batch: Batch): Promise<void>
  /** Resolves once all batches are written. Rejects if writing one of them failed. */
  settled(): Promise<void>
}

/** Creates a writer. When a write fails, the writer immediately calls `onFailed`, only once, and writes nothing more. */
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
