import type { Address } from '@infinitio/domain'
import type { ProbePlace, RegionState } from '@infinitio/domain/probes'

/** A circle on the Earth that contains a region. Degrees north and east, radius in kilometres. */
export type RegionArea = { readonly latitude: number; readonly longitude: number; readonly radiusKm: number }

/** A round trip from a validator to a machine. `place` is the location that the validator states for itself, or null if it states none. */
export type RegionReport = { readonly validator: Address; readonly place: ProbePlace | null; readonly rttMicros: number }

/**
 * The judgement about a machine's region. It has two counts of validators: those whose measured times are possible for the region, and those whose times are
 * impossible.
 */
export type RegionJudgement = { readonly region: RegionState; readonly possible: number; readonly impossible: number }

/**
 * The largest distance to a machine, in kilometres, for each microsecond of a round trip. Light in glass (refractive index 1.4682) travels 204,190 km a second,
 * and a round trip goes both ways.
 */
const kmPerMicro = 0.102095
/** The smallest radius of curvature of the Earth, so that no distance is overstated. */
const earthKm = 6_335
/**
 * The numbers of validators that decide a judgement. A region is consistent if at least three validators find it possible and fewer than a third of the
 * validators that judge it find it impossible. It is false if at least two validators, and at least a third of them, find it impossible. Otherwise it is
 * unknown.
 */
const least = { possible: 3, impossible: 2, part: 3 } as const

/**
 * Judges whether a machine can be in its region, from round trips that validators measured. `area` is null for a region without a known location.
 *
 * - An answer contains a random number of the validator, so the machine cannot send it before the question arrives.
 * - In each microsecond of a round trip, light in fibre reaches `kmPerMicro` farther and returns. If the nearest point of the region is farther away than that,
 *   the machine is not in the region.
 * - A gateway on the way only makes the way longer, and a machine that delays its answers looks farther away, never nearer. So a machine outside the region may
 *   count as possible, but a machine inside it never counts as impossible if the validator states its location truthfully.
 * - An answer so slow that it could come from any point of the Earth does not count.
 * - Each validator counts once: as impossible if any of its round trips contradicts the region. This also holds for a validator that lies about its location.
 *   If fewer than a third of the judging validators lie, they change nothing.
 */
export function regionOf(reports: readonly RegionReport[], { area }: { readonly area: RegionArea | null }): RegionJudgement {
  const found = { possible: 0, impossible: 0 }
  for (const own of area === null ? [] : Map.groupBy(reports, ({ validator }) => validator).values()) {
    const voices = own.map((report) => voiceOf(report, area as RegionArea))
    if (voices.includes('impossible')) found.impossible += 1
    else if (voices.includes('possible')) found.possible += 1
  }
  const { possible, impossible } = found
  const isContradicted = impossible * least.part >= possible + impossible
  if (possible >= least.possible && !isContradicted) return { region: 'consistent', ...found }
  return { region: impossible >= least.impossible && isContradicted ? 'false' : 'unknown', ...found }
}

function voiceOf({ place, rttMicros }: RegionReport, area: RegionArea): 'possible' | 'impossible' | null {
  const reach = (rttMicros * kmPerMicro) / earthKm
  if (place === null || reach >= Math.PI) return null
  const most = reach + area.radiusKm / earthKm
  const from = pointOf({ latitude: place.latitude / 100, longitude: place.longitude / 100 })
  const centre = pointOf(area)
  const cosine = from.reduce((sum, part, axis) => sum + part * (centre[axis] ?? 0), 0)
  return most >= Math.PI || cosine >= cosOf(most) ? 'possible' : 'impossible'
}

/** Returns the point of the unit sphere at degrees north and east. */
function pointOf({ latitude, longitude }: { readonly latitude: number; readonly longitude: number }): readonly number[] {
  const [north, east] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180]
  return [cosOf(north) * cosOf(east), cosOf(north) * cosOf(east - Math.PI / 2), cosOf(north - Math.PI / 2)]
}

/**
 * Returns the cosine of an angle between −3/2 π and 3/2 π in radians, by its power series. Validators must sign the same result, but `Math.cos` may differ
 * between machines. This function uses only operations that give the same bits everywhere.
 */
function cosOf(angle: number): number {
  const square = angle * angle
  let [sum, term] = [1, 1]
  for (let place = 1; place <= 20; place += 1) {
    term *= -square / ((2 * place - 1) * 2 * place)
    sum += term
  }
  return sum
}
