/** One page of a list. `nextCursor` is null on the last page. */
export type Page<Item> = { readonly items: readonly Item[]; readonly nextCursor: string | null }

/**
 * Yields the items of every page of a list, for example `everyItem(client.listLeases, { state: 'live' })`. Requests a page only after the items before it were
 * used. Ends if the server returns a cursor that it already returned. Throws the errors of the call.
 */
export async function* everyItem<Query extends { cursor?: string | number | bigint | undefined } | undefined, Item>(
  list: (query: Query) => Promise<Page<Item>>,
  query: NoInfer<NonNullable<Query>>,
): AsyncGenerator<Item, void> {
  const seen = new Set<string>()
  let page = await list(query)
  for (;;) {
    yield* page.items
    const cursor = page.nextCursor
    if (cursor === null || seen.has(cursor)) return
    seen.add(cursor)
    page = await list({ ...query, cursor })
  }
}
