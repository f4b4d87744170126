import type { ListingDetailWire } from '@infinitio/domain/wire'

type Window = ListingDetailWire['maintenance'][number]

/** The next maintenance of a machine, and whether it overlaps a lease. */
export type NearMaintenance = Window & { readonly overlaps: boolean }

/** Maintenance is shown if it begins less than this many seconds after the end of a lease, because the holder may want a longer lease. */
const nearSeconds = 86_400

/** Returns the first maintenance that overlaps a lease or begins within 24 h after its end, or null. `windows` are earliest first. Pure. */
export function nearMaintenance(windows: readonly Window[], lease: Window): NearMaintenance | null {
  const next = windows.find(({ until }) => until > lease.from)
  if (next === undefined || next.from >= lease.until + nearSeconds) return null
  return { ...next, overlaps: next.from < lease.until }
}
