/** The way to more rows of a list that is asked for page by page, for a `ListPanel`; null when all are there. */
export function moreOf(
  list: { readonly hasNextPage: boolean; readonly isFetchingNextPage: boolean; readonly fetchNextPage: () => unknown },
  label: string,
): { label: string; isBusy: boolean; onMore: () => void } | null {
  return list.hasNextPage ? { label, isBusy: list.isFetchingNextPage, onMore: () => void list.fetchNextPage() } : null
}
