/** Stores this many results of one function: the guides in two languages, and the pages that people read beside them. */
const most = 100

/** Returns a function that computes each text once, and forgets the text that it used longest ago. Long guides take 100 ms to parse. */
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
