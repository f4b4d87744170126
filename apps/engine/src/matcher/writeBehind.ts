/** Writes one thing after the other, while the next one is made. */
export interface WriteBehind<Batch> {
  /** Resolves once all before is written and this is on its way. Rejects when something before was not written. */
  begin(batch: Batch): Promise<void>
  /** Resolves once all is written; rejects when something was not. */
  settled(): Promise<void>
}

/** After a write has failed, nothing more is written. `onFailed` is called at once, and only once. */
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
