const mostKept = 200

/**
 * Creates a cache for data that was read at one block, the newest of the chain (head). The cache drops all data when there is a new head or it is full, and
 * does not store the error of a failed `load`.
 */
export function keepOfHead(): <T>(headHash: string, key: string, load: () => Promise<T>) => Promise<T> {
  const kept = new Map<string, Promise<unknown>>()
  let keptOf = ''
  return async <T>(headHash: string, key: string, load: () => Promise<T>): Promise<T> => {
    if (headHash !== keptOf || kept.size >= mostKept) {
      kept.clear()
      keptOf = headHash
    }
    const known = kept.get(key)
    if (known !== undefined) return (await known) as T
    const asked = load()
    kept.set(key, asked)
    asked.catch(() => kept.delete(key))
    return await asked
  }
}
