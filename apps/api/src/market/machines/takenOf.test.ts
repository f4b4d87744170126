import { expect, test } from 'vitest'
import { takenOf } from './marketNodeOf.ts'

const hour = 3_600n

test.each([
  ['at once: from the hour that runs', { endAt: 11n * hour + 600n, toldAt: 11n * hour + 600n }, [{ fromHour: 11, toHour: 14, gpus: 2 }]],
  ['after a notice: from the hour that it leaves free', { endAt: 12n * hour + 60n, toldAt: 11n * hour }, [{ fromHour: 13, toHour: 14, gpus: 2 }]],
  ['before its start: all its hours', { endAt: 8n * hour, toldAt: 8n * hour }, [{ fromHour: 10, toHour: 14, gpus: 2 }]],
  ['in its last hour, after a notice: nothing came back', { endAt: 13n * hour + 60n, toldAt: 13n * hour }, []],
])('hours of a lease that the head ended %s', (_, end, taken) => {
  const lease = { nodeId: 'a', gpus: 2, startAt: 10n * hour + 900n, durationSeconds: 3n * hour }
  expect(takenOf({ words: [], reservations: [], ends: [{ ...lease, ...end }] })).toEqual(taken)
})
