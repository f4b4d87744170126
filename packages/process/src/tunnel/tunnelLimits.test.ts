import { expect, test } from 'vitest'
import { mostOnWayBytes } from './linePace.ts'
import { bulkAboveBytes } from './frameSender.ts'
import { resumableLimits, sessionWindowBytes } from './tunnelLimits.ts'

test('no keystroke waits for the window of HTTP/2: what is sure of it holds all that the line lets be on its way', () => {
  expect(sessionWindowBytes / 2).toBeGreaterThan(mostOnWayBytes + resumableLimits.mostStreams * bulkAboveBytes)
})
