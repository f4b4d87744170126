/** Resolutions of readings, with their tables and retention periods. */
export const telemetryResolutions = [
  { of: 'reading', seconds: 5, mostHours: 1, keptHours: 24 },
  { of: 'minute', seconds: 60, mostHours: 24, keptHours: 30 * 24 },
  { of: 'hour', seconds: 3_600, mostHours: 720, keptHours: 2 * 365 * 24 },
] as const

/** One of the resolutions of readings. */
export type TelemetryResolution = (typeof telemetryResolutions)[number]

/** Returns the finest resolution that is still stored `agoHours` ago and has at most 1,440 readings in `hours`. */
export function telemetryResolution({ hours, agoHours }: { hours: number; agoHours: number }): TelemetryResolution {
  return telemetryResolutions.find(({ mostHours, keptHours }) => hours <= mostHours && agoHours <= keptHours) ?? telemetryResolutions[2]
}
