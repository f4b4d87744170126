/** A key and its new version. */
export type Change = { readonly key: string; readonly version: string }

/** Who watches. */
export type Subscriber = {
  /** What it watches: `listings`, `market`, `market:<class>`, `order:<hash>`, `lease:<id>`, `hold:<id>`, `account:<address>`, `node:<id>`, `notifications:<address>`, `session:<token hash>`. */
  readonly keys: readonly string[]
  /** Everything that changed by one look. */
  readonly onChanges: (changes: readonly Change[]) => void
  /** True while its reader is behind. It is then told nothing, and when it has caught up, only how things are by then. */
  readonly isBehind: () => boolean
}

type Asked = { readonly keys: readonly string[]; readonly versions: ReadonlyMap<string, string> }

/** Who watches which key, and what each was told last. Kept by key: what thousands watch together is looked up once. */
export class Watchers {
  /** By key, its watchers and the version that each was told last; null: none yet. */
  readonly #toldByKey = new Map<string, Map<Subscriber, string | null>>()

  /** Every key that anybody watches. */
  keys(): string[] {
    return [...this.#toldByKey.keys()]
  }

  /** Adds one that was told nothing yet. Returns what removes it. */
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

  /** Tells each watcher of these keys, once, of every version that differs from what it was told last. */
  tell(asked: Asked): void {
    for (const [subscriber, changes] of this.#newsOf(asked)) {
      // Who was told before may have ended the stream of who comes after.
      if (this.#toldByKey.get(subscriber.keys[0] ?? '')?.has(subscriber) !== true) continue
      for (const { key, version } of changes) this.#toldByKey.get(key)?.set(subscriber, version)
      subscriber.onChanges(changes)
    }
  }

  /** For each watcher what differs from what it was told last. One that is behind is left out, and told later. */
  #newsOf({ keys, versions }: Asked): Map<Subscriber, readonly Change[]> {
    const news = new Map<Subscriber, readonly Change[]>()
    for (const key of keys) {
      const version = versions.get(key) ?? ''
      // The end of a session waits for nobody.
      const isUrgent = key.startsWith('session:')
      // Thousands are told the same of one key: one list for all of them.
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
