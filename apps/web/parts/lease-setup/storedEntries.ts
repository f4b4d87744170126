/** The two functions of `localStorage` with which a list is read and stored. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem'>

/**
 * Returns the entries of a list that this browser stores under `key`. Leaves out entries that `isEntry` rejects, and returns an empty list if the text is not
 * JSON.
 */
export function storedEntries<Entry>(shelf: Shelf, key: string, isEntry: (value: unknown) => value is Entry): Entry[] {
  try {
    const entries: unknown = JSON.parse(shelf.getItem(key) ?? '[]')
    return Array.isArray(entries) ? entries.filter(isEntry) : []
  } catch {
    return []
  }
}
