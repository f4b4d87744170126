import { expect, test } from 'vitest'
import { telemetryResolution } from './readTelemetry.ts'

test.each([
  ['the last hour', { hours: 1, agoHours: 1 }, 'reading'],
  ['the last hour of a lease that ended yesterday', { hours: 1, agoHours: 26 }, 'minute'],
  ['the last day', { hours: 24, agoHours: 24 }, 'minute'],
  ['the last hour of a lease that ended two months ago', { hours: 1, agoHours: 1_440 }, 'hour'],
  ['a week', { hours: 168, agoHours: 168 }, 'hour'],
])('%s is shown by the %s', (_view, span, expected) => {
  expect(telemetryResolution(span).of).toBe(expected)
})
