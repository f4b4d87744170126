// A training in segments that anybody can run again. `infinitio jobs submit examples/train-checked.yaml` runs it on a rented machine, and some segments on another.
// It fits y = w0 + w1 x + w2 x² to 512 points. `node train-segments.mjs` runs one segment, `node train-segments.mjs score` prints the score on hidden points: 1 less the error.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const { SEGMENT, STATE_IN, STATE_OUT, STATE, HIDDEN, SEED = '1', SEGMENT_MS = '0' } = process.env
const rate = 0.05
const stepsOfSegment = 200

if (process.argv[2] === 'score') {
  const points = JSON.parse(readFileSync(join(HIDDEN, 'points.json'), 'utf8'))
  console.log(1 - errorOf(JSON.parse(readFileSync(STATE, 'utf8')).weights, points))
} else {
  // The state has everything that the next segment needs. The points follow from the seed, so each machine has the same ones.
  const state = STATE_IN === '' ? { segment: 0, weights: [0, 0, 0] } : JSON.parse(readFileSync(STATE_IN, 'utf8'))
  const next = { segment: Number(SEGMENT), weights: trained(state.weights, pointsOf(Number(SEED))) }
  await new Promise((done) => setTimeout(done, Number(SEGMENT_MS)))
  writeFileSync(STATE_OUT, JSON.stringify(next))
  console.log(`segment ${SEGMENT}: error ${errorOf(next.weights, pointsOf(Number(SEED))).toFixed(6)}`)
}

function pointsOf(seed) {
  let random = seed >>> 0
  return Array.from({ length: 512 }, (_, at) => {
    random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0
    const x = at / 256 - 1
    return { x, y: 0.5 - 2 * x + 3 * x * x + (random / 2 ** 32 - 0.5) / 10 }
  })
}

function trained(weights, points) {
  let [a, b, c] = weights
  for (let step = 0; step < stepsOfSegment; step++) {
    let [da, db, dc] = [0, 0, 0]
    for (const { x, y } of points) {
      const error = a + b * x + c * x * x - y
      da += error
      db += error * x
      dc += error * x * x
    }
    a -= (rate * da) / points.length
    b -= (rate * db) / points.length
    c -= (rate * dc) / points.length
  }
  return [a, b, c]
}

function errorOf([a, b, c], points) {
  return points.reduce((sum, { x, y }) => sum + (a + b * x + c * x * x - y) ** 2, 0) / points.length
}
