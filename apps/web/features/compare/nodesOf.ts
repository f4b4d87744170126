/** The largest number of machines in a comparison. */
export const mostCompared = 4

/** Parses a comma-separated text of node ids. Returns only valid ids, each once, at most four. */
export function nodesOf(text: string | null): string[] {
  const ids = (text ?? '').split(',').filter((id) => /^0x[0-9a-f]{64}$/.test(id))
  return [...new Set(ids)].slice(0, mostCompared)
}
