/** The most results that one function stores. This is enough for the guides in two languages and the other pages that people often read. */
const most = 100

/**
 * Returns a function that calls `compute` and caches each result under the text it was computed from. If there are more than `most` results, it drops the
 * result that was used longest ago.
 */
export function recentResults<T>(compute: (text: string) => T): (text: string) => T {
  const results = new Map<string, T>()
  return (text) => {
    const result = results.has(text) ? (results.get(text) as T) : compute(text)
    results.delete(text)
    results.set(text, result)
    const [oldest] = results.keys()
    if (results.size > most && oldest !== undefined) results.delete(oldest)
    return result
  }
}
