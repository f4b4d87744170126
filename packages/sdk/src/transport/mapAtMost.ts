/**
 * Calls `work` for all items, at most `atOnce` at the same time, and returns the results in the order of the items. Rejects at the first failure. The work on
 * other items then continues, but its results are lost.
 */
export async function mapAtMost<Item, Result>(
  items: readonly Item[],
  { atOnce, work }: { atOnce: number; work: (item: Item) => Promise<Result> },
): Promise<Result[]> {
  const results: Result[] = []
  let next = 0
  const worker = async () => {
    while (next < items.length) {
      const at = next
      next += 1
      results[at] = await work(items[at] as Item)
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker))
  return results
}
