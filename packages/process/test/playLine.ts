import type { LinePace } from '../src/tunnel/linePace.ts'
import { randomFrom } from './randomFrom.ts'

/**
 * A simulated connection: `carries` returns its rate in MiB/s at a time, `distanceMs` is its round trip when it is empty, and `jitterMs` is the most random
 * delay of an answer.
 */
export type Line = { carries: (nowMs: number) => number; distanceMs: number; jitterMs: number; hiccupMs?: number }

type Question = { askedAtMs: number; afterBytes: number; onWayBytes: number; step: number; dueMs: number | null }

const mebibyte = 1024 * 1024
const playMs = 90_000
/** The results of a transfer count only after this many milliseconds, because its beginning is not typical. */
const skipMs = 20_000
const askEveryMs = 20
const mostAsked = 8
const keyEveryMs = 50

/**
 * Simulates an endless transfer over a connection, in steps of a millisecond. All bytes wait in one queue, in order. Returns the delays of keystrokes as
 * quantiles, and the used fraction of the line's capacity.
 */
export function playLine(pace: LinePace, { carries, distanceMs, jitterMs, hiccupMs = jitterMs }: Line) {
  const random = randomFrom(7)
  // Before it sends data, a tunnel measures the round trip of its connection once.
  pace.heard({ roundTripMs: distanceMs, onWayBytes: 0, step: pace.step })
  const servedBytes = new Float64Array(playMs)
  const waitsMs: number[] = []
  let questions: Question[] = []
  let keys: { atMs: number; afterBytes: number }[] = []
  let [sent, served, possible, windowBytes, windowAt, askedAtMs] = [0, 0, 0, mebibyte, 0, -askEveryMs]
  for (let nowMs = 0; nowMs < playMs; nowMs += 1) {
    // The windows of a tunnel's streams (the bytes that may be on their way) double as the streams are read.
    if (served - windowAt >= windowBytes) [windowBytes, windowAt] = [windowBytes * 2, served]
    const acknowledged = servedBytes[nowMs - distanceMs] ?? 0
    sent = Math.max(sent, acknowledged + Math.min(pace.limitBytes, windowBytes))
    if (questions.length < mostAsked && nowMs - askedAtMs >= askEveryMs) {
      askedAtMs = nowMs
      questions.push({ askedAtMs, afterBytes: sent, onWayBytes: sent - acknowledged, step: pace.step, dueMs: null })
    }
    if (nowMs > skipMs && nowMs % keyEveryMs === 0) keys.push({ atMs: nowMs, afterBytes: sent })

    const carried = (carries(nowMs) * mebibyte) / 1_000
    served = Math.min(sent, served + carried)
    servedBytes[nowMs] = served
    possible += carried
    for (const question of questions)
      if (question.afterBytes <= served) question.dueMs ??= nowMs + distanceMs + random() * (random() < 0.1 ? hiccupMs : jitterMs)
    const isHere = ({ dueMs }: Question): boolean => dueMs !== null && dueMs <= nowMs
    const answered = questions.filter(isHere)
    questions = questions.filter((question) => !isHere(question))
    for (const { askedAtMs: atMs, onWayBytes, step } of answered) pace.heard({ roundTripMs: nowMs - atMs, onWayBytes, step })
    for (const { atMs, afterBytes } of keys) if (afterBytes <= served) waitsMs.push(nowMs - atMs)
    keys = keys.filter(({ afterBytes }) => afterBytes > served)
  }
  waitsMs.sort((one, other) => one - other)
  return { waitsMs: { at: (share: number) => waitsMs[Math.floor(waitsMs.length * share)] }, used: served / possible }
}
