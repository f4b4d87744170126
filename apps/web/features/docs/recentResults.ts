/** The most results that one function stores. This is enough for the guides in two languages and the other pages that people often read. */
const most = 100

/**
 * Returns a function that stores the results of `compute` by their text, so that it computes each text only once. If it has too many results, it drops the one
 * that was used longest ago. Parsing a long guide takes 100 ms.
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
