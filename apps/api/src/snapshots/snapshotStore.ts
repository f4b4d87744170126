/** A part of a snapshot. The first part has number 1. */
export type StoredPart = { readonly snapshotId: string; readonly part: number }

/**
 * How machines send and fetch parts: through the API, or by URLs that are signed for one part and
 * some minutes.
 */
export type PartsWay =
  | {
      readonly kind: 'api'
      /**
       * Stores a part of exactly `bytes`, completely or not at all. Rejects if the body has another
       * length or the disk fails.
       */
      put(part: StoredPart & { bytes: number }, body: AsyncIterable<Uint8Array>): Promise<void>
      /** Returns a part's bytes, or null if it does not exist. The signal ends the stream with an error. */
      open(part: StoredPart & { signal?: AbortSignal }): Promise<{ body: ReadableStream<Uint8Array>; bytes: number } | null>
    }
  | {
      readonly kind: 'signed'
      /** Returns a URL that accepts this part with exactly `bytes`. */
      putUrl(part: StoredPart & { bytes: number }): Promise<string>
      getUrl(part: StoredPart): Promise<string>
    }

/** The store of encrypted snapshots. The store does not know their content or owner. */
export type SnapshotStore = {
  readonly way: PartsWay
  /**
   * Removes a snapshot with at most `parts` parts. Safe to repeat. Rejects if the store does not
   * answer.
   */
  remove(snapshot: { snapshotId: string; parts: number }): Promise<void>
}

/** The operator's store with its limits. `store` is null if none is configured. */
export type Snapshots = { readonly store: SnapshotStore | null; readonly keptSeconds: number; readonly mostAccountBytes: number }
