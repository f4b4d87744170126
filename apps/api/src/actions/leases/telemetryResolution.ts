/** How fine readings are, where they lie, and how long they are kept. */
export const telemetryResolutions = [
  { of: 'reading', seconds: 5, mostHours: 1, keptHours: 24 },
  { of: 'minute', seconds: 60, mostHours: 24, keptHours: 30 * 24 },
  { of: 'hour', seconds: 3_600, mostHours: 720, keptHours: 2 * 365 * 24 },
] as const

/** One fineness of readings. */
export type TelemetryResolution = (typeof telemetryResolutions)[number]

/** The finest readings that still lie `agoHours` back and are at most 1,440 in a view of `hours`. */
export function telemetryResolution({ hours, agoHours }: { hours: number; agoHours: number }): TelemetryResolution {
  return telemetryResolutions.find(({ mostHours, keptHours }) => hours <= mostHours && agoHours <= keptHours) ?? telemetryResolutions[2]
}
