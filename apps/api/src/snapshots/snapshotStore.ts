/** A part of a snapshot: the first is 1. */
export type StoredPart = { readonly snapshotId: string; readonly part: number }

/** How machines bring and fetch parts: through the API, or by addresses that are signed for one part and some minutes. */
export type PartsWay =
  | {
      readonly kind: 'api'
      /** Stores a part of exactly `bytes`, whole or not at all. Rejects when the body has another length, or the disk refuses. */
      put(part: StoredPart & { bytes: number }, body: AsyncIterable<Uint8Array>): Promise<void>
      /** A part's bytes, or null where there is none. */
      open(part: StoredPart): Promise<{ body: ReadableStream<Uint8Array>; bytes: number } | null>
    }
  | {
      readonly kind: 'signed'
      /** An address that takes this part, of exactly so many bytes. */
      putUrl(part: StoredPart & { bytes: number }): Promise<string>
      getUrl(part: StoredPart): Promise<string>
    }

/** Where encrypted snapshots lie. Nothing in it says what they are of. */
export type SnapshotStore = {
  readonly way: PartsWay
  /** Removes a snapshot of at most so many parts. Safe to repeat. Rejects when the store does not answer. */
  remove(snapshot: { snapshotId: string; parts: number }): Promise<void>
}

/** The operator's store with its limits; `store` is null where there is none. */
export type Snapshots = { readonly store: SnapshotStore | null; readonly keptSeconds: number; readonly mostAccountBytes: number }
