const minuteSeconds = 60
const hourSeconds = 3_600

/** Returns the seconds of the lease that a query of the API asks for, or null if it asks for none. */
export function secondsOfQuery({ hours, minutes }: { readonly hours?: number | undefined; readonly minutes?: number | undefined }): number | null {
  return hours === undefined && minutes === undefined ? null : secondsOfSearch({ hours: hours ?? 0, minutes: minutes ?? null })
}

/** Returns the search fields for a lease of this many seconds, rounded up to whole minutes. Whole hours are in `hours`. */
export function spanOfSeconds(seconds: number): { readonly hours: number; readonly minutes: null } | { readonly minutes: number } {
  return seconds % hourSeconds === 0 ? { hours: seconds / hourSeconds, minutes: null } : { minutes: Math.ceil(seconds / minuteSeconds) }
}

/** Returns the length in seconds of the lease that a page's search asks for. If `minutes` is set, it replaces `hours`. */
export function secondsOfSearch({ hours, minutes }: { readonly hours: number; readonly minutes: number | null }): number {
  return minutes === null ? hours * 3_600 : minutes * 60
}
