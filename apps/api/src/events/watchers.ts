/** A key and its new version. */
export type Change = { readonly key: string; readonly version: string }

/** Who watches. */
export type Subscriber = {
  /**
   * Watched keys: `listings`, `market`, `market:<class>`, `order:<hash>`, `lease:<id>`, `hold:<id>`,
   * `account:<address>`, `node:<id>`, `notifications:<address>`, `session:<token hash>`.
   */
  readonly keys: readonly string[]
  /** Everything that changed by one look. */
  readonly onChanges: (changes: readonly Change[]) => void
  /** True while its reader is behind. It is then not notified, and afterwards receives only the latest version. */
  readonly isBehind: () => boolean
}

type Asked = { readonly keys: readonly string[]; readonly versions: ReadonlyMap<string, string> }

/**
 * The subscribers of each key with the last version that each received. Indexed by key, so that a key with thousands
 * of subscribers is looked up once.
 */
export class Watchers {
  /** By key: its subscribers and the version that each received last, or null for none. */
  readonly #toldByKey = new Map<string, Map<Subscriber, string | null>>()

  /** Every key that anybody watches. */
  keys(): string[] {
    return [...this.#toldByKey.keys()]
  }

  /** Adds a subscriber without a version. Returns the function that removes it. */
  add(subscriber: Subscriber): () => void {
    for (const key of subscriber.keys) {
      const told = this.#toldByKey.get(key) ?? new Map<Subscriber, string | null>()
      this.#toldByKey.set(key, told.set(subscriber, null))
    }
    return () => {
      for (const key of subscriber.keys) {
        const told = this.#toldByKey.get(key)
        told?.delete(subscriber)
        if (told?.size === 0) this.#toldByKey.delete(key)
      }
    }
  }

  clear(): void {
    this.#toldByKey.clear()
  }

  /** Notifies each subscriber of these keys once, with every version that differs from its last one. */
  tell(asked: Asked): void {
    for (const [subscriber, changes] of this.#newsOf(asked)) {
      // An earlier notification may have ended this subscriber's stream.
      if (this.#toldByKey.get(subscriber.keys[0] ?? '')?.has(subscriber) !== true) continue
      for (const { key, version } of changes) this.#toldByKey.get(key)?.set(subscriber, version)
      subscriber.onChanges(changes)
    }
  }

  /** Returns the changes for each subscriber since its last version. Skips one that is behind; it is notified later. */
  #newsOf({ keys, versions }: Asked): Map<Subscriber, readonly Change[]> {
    const news = new Map<Subscriber, readonly Change[]>()
    for (const key of keys) {
      const version = versions.get(key) ?? ''
      // The end of a session is sent even to a reader that is behind.
      const isUrgent = key.startsWith('session:')
      // Share one list among the thousands of subscribers of one key.
      const alone = [{ key, version }]
      for (const [subscriber, told] of this.#toldByKey.get(key) ?? []) {
        if (told === version || (!isUrgent && subscriber.isBehind())) continue
        const changes = news.get(subscriber)
        news.set(subscriber, changes === undefined ? alone : [...changes, ...alone])
      }
    }
    return news
  }
}
