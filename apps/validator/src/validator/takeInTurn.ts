import type { OpenValidator } from './validator.ts'

/**
 * In one round of the validator, `takeInTurn` starts no further item of a list after this many milliseconds, so that a long list does not delay the other
 * duties.
 */
const mostMs = 15_000

/**
 * Calls `take` for each item of a list that other accounts can make as long as they like. Starts no further item after 15 seconds; the next round then
 * continues with the item that comes next. A failed item is logged and does not stop the others. Never rejects.
 */
export async function takeInTurn<Item>(
  { nextItems, logger }: Pick<OpenValidator, 'nextItems' | 'logger'>,
  { name, items, now = () => performance.now() }: { readonly name: string; readonly items: readonly Item[]; readonly now?: () => number },
  take: (item: Item) => Promise<void>,
): Promise<void> {
  const startedAt = now()
  const first = nextItems.get(name) ?? 0
  nextItems.delete(name)
  for (let offset = 0; offset < items.length; offset += 1) {
    const place = (first + offset) % items.length
    if (now() - startedAt >= mostMs) {
      nextItems.set(name, place)
      return
    }
    try {
      await take(items[place] as Item)
    } catch (error) {
      logger.warn({ err: error, list: name }, 'an item of a list failed')
    }
  }
}
