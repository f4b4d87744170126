/** Returns the seconds of the lease that a page's search asks for. `minutes` replaces `hours`. */
export function secondsOfSearch({ hours, minutes }: { readonly hours: number; readonly minutes: number | null }): number {
  return minutes === null ? hours * 3_600 : minutes * 60
}
