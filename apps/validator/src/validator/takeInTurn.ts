import type { OpenValidator } from './validator.ts'

/** No item of a list is begun later than this in a round. A validator that stays in a round for longer than a half of an hour of seeds loses its bond. */
const mostMs = 15_000

/**
 * Takes the items of a list that the market or its users make as long as they like: for at most 15 seconds; the next round goes on with the item after them. One that fails is logged and stops no
 * other. Never rejects.
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
