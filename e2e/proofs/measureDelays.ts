// Sends the commits of honest GPU proofs to the doors of sixteen validators over a slow line, and counts the proofs that fail for this reason: the second part
// of `npm run bench -- proofs`. The work of a card is not done: its time is added to the measured times. `--runs` is a tenth of the number of slots (100).
import { parseArgs } from 'node:util'
import { hex32 } from '@infinitio/domain'
import { classReferences } from '@infinitio/domain/proofs'
import { createLogger } from '@infinitio/process'
import { randomFrom } from '@infinitio/process/test'
import { openTimerDoors } from '../../apps/agent/src/proofs/timerDoors.ts'
import { openDoor } from '../../apps/validator/src/proofs/openDoor.ts'
import type { SlotChecks } from '../../apps/validator/src/validator/door.ts'
import { proofVerdict } from '../../packages/domain/src/proofs/proofVerdict.ts'
import { openDelayLine } from './delayLine.ts'

const { values } = parseArgs({ options: { runs: { type: 'string', default: '100' } } })
const slotCount = 10 * Number(values.runs)
const timerCount = 16
/** Slots that are measured at the same time. With many more, this process is late itself, and the times show that. */
const together = 8
const slowLine = { delayMs: 300, lossShare: 0.01, repeatMs: 600 } as const
/** The speed of a card differs from its model by at most this fraction, in either direction. */
const speedSpread = 0.05
const node = hex32(`0x${'1'.repeat(64)}`)
const commits = hex32(`0x${'2'.repeat(64)}`)

// The class with the shortest time window fails first.
const referenceSeconds = Math.min(...Object.values(classReferences).map((reference) => reference.referenceSeconds))
const random = randomFrom(225)
const logger = createLogger({ room: 'bench' })
const doors = await Promise.all(Array.from({ length: timerCount }, () => openDoor({ host: '127.0.0.1', port: 0, logger })))
const lines = await Promise.all(doors.map(({ port }) => openDelayLine(port, { ...slowLine, random })))
let alarms = 0
let latestMs = 0
for (let first = 0; first < slotCount; first += together) {
  const slots = Array.from({ length: Math.min(together, slotCount - first) }, (_, place) => `slot ${first + place}`)
  const views = await Promise.all(slots.map(viewsOf))
  for (const timers of views) {
    if (proofVerdict(timers, { rowsRight: true, referenceSeconds }) !== 'passed') alarms += 1
    latestMs = Math.max(latestMs, ...timers.map(({ commitMs }) => commitMs ?? 0))
  }
}
console.log(
  `run delays: ${alarms} of ${slotCount} honest proofs failed on a line of 300 ms with 1 % loss; the latest commit came after ${latestMs.toFixed(0)} ms`,
)
await Promise.all([...lines, ...doors].map((open) => open.close()))
console.log(JSON.stringify({ falseAlarmsOnLine: [alarms / slotCount] }))
process.exit(0)

/** Sends one machine's commit to all timers as its agent does, and returns what each timer saw. Null is the time of a commit that never arrived. */
async function viewsOf(slot: string) {
  const checks: SlotChecks = { isKnown: () => true, check: async ({ text }) => (text.startsWith(`${slot} `) ? { node, commits } : null) }
  for (const door of doors) door.open(slot, checks)
  const timers = openTimerDoors({ allowsPrivate: true })
  const urls = lines.map(({ port }) => `http://127.0.0.1:${port}`)
  await Promise.all(urls.map((url) => timers.knock(url)))
  const sentMs = performance.now()
  // A commit of one GPU has 64 roots of 32 bytes, in hexadecimal digits.
  const body = `${slot} ${'0'.repeat(4_600)}`
  await Promise.all(urls.map((url) => timers.send(url, body)))
  timers.close()
  const workedMs = referenceSeconds * 1_000 * (1 - speedSpread + 2 * speedSpread * random())
  return doors.map((door) => {
    const [arrived] = door.shut(slot).checked
    const headMs = slowLine.delayMs + (random() < slowLine.lossShare ? slowLine.repeatMs : 0)
    return { stake: 1n, hasNonce: true, opened: true, commitMs: arrived === undefined ? null : headMs + workedMs + arrived.atMs - sentMs }
  })
}
