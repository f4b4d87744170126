/** The key of some data, such as `lease:7`, and the new version of that data. */
export type Change = { readonly key: string; readonly version: string }

/** A subscriber, usually an open event stream. */
export type Subscriber = {
  /**
   * Names of data, as keys. The subscriber is notified when the data behind one of them changes. Their forms are `listings`, `market`, `market:<class>`,
   * `tasks`, `order:<hash>`, `lease:<id>`, `hold:<id>`, `job:<id>`, `account:<address>`, `node:<id>`, `notifications:<address>`, `session:<token hash>`.
   */
  readonly keys: readonly string[]
  /** Called with all changes that were found when the versions were read. */
  readonly onChanges: (changes: readonly Change[]) => void
  /**
   * Returns true while the client reads too slowly. During that time the subscriber is notified only of the end of its session; afterwards it gets only the
   * latest version.
   */
  readonly isBehind: () => boolean
}

type Asked = { readonly keys: readonly string[]; readonly versions: ReadonlyMap<string, string> }

/**
 * The subscribers of each key, with the version of the key that each subscriber received last. The map is indexed by key, so that a key with thousands of
 * subscribers is looked up only once.
 */
export class Watchers {
  /** Maps a key to its subscribers, each with the version that it received last, or null if it received none. */
  readonly #toldByKey = new Map<string, Map<Subscriber, string | null>>()

  /** Returns every key of data that has a subscriber. */
  keys(): string[] {
    return [...this.#toldByKey.keys()]
  }

  /** Adds a subscriber that has not received any version yet. Returns the function that removes it. */
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

  /** Notifies each subscriber of these keys at most once, with all versions that the subscriber has not received yet. */
  tell(asked: Asked): void {
    for (const [subscriber, changes] of this.#newsOf(asked)) {
      // Skip a subscriber that is no longer registered: an earlier notification in this loop may have ended its stream.
      if (this.#toldByKey.get(subscriber.keys[0] ?? '')?.has(subscriber) !== true) continue
      for (const { key, version } of changes) this.#toldByKey.get(key)?.set(subscriber, version)
      subscriber.onChanges(changes)
    }
  }

  /**
   * Returns the changes that each subscriber has not received yet. A subscriber whose client reads too slowly gets only the end of its session now, and its
   * other changes at a later call.
   */
  #newsOf({ keys, versions }: Asked): Map<Subscriber, readonly Change[]> {
    const news = new Map<Subscriber, readonly Change[]>()
    for (const key of keys) {
      const version = versions.get(key) ?? ''
      // Send the end of a session even to a reader that is behind.
      const isUrgent = key.startsWith('session:')
      // Let all subscribers of this key share one list, because there may be thousands of them.
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
