/** Caches the few most recently requested values by key and loads others with `load`. Does not cache null. */
export function keepFew<T>(most: number): (key: string, load: () => Promise<T | null>) => Promise<T | null> {
  const kept = new Map<string, T>()
  return async (key, load) => {
    const value = kept.get(key) ?? (await load())
    if (value === null) return null
    kept.delete(key)
    kept.set(key, value)
    for (const oldest of [...kept.keys()].slice(0, -most)) kept.delete(oldest)
    return value
  }
}
