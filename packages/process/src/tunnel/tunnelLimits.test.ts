import { expect, test } from 'vitest'
import { mostOnWayBytes } from './linePace.ts'
import { bulkAboveBytes } from './frameSender.ts'
import { resumableLimits, sessionWindowBytes } from './tunnelLimits.ts'

test('never lets a keystroke wait for the window of HTTP/2: its guaranteed half fits all bytes that the line allows', () => {
  expect(sessionWindowBytes / 2).toBeGreaterThan(mostOnWayBytes + resumableLimits.mostStreams * bulkAboveBytes)
})
