// A tiny training loop that continues from its last checkpoint. `infinitio jobs submit examples/train.yaml` runs it on a rented machine.
// It fits y = w0 + w1 x + w2 x² to 512 points by gradient descent. The same number of epochs gives the same model, however often it was interrupted.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const { CHECKPOINT_DIR = 'checkpoints', RESULT_PATH = 'model.json', EPOCHS = '40', EPOCH_MS = '500' } = process.env
const [epochs, epochMs] = [Number(EPOCHS), Number(EPOCH_MS)]
const points = Array.from({ length: 512 }, (_, at) => {
  const x = at / 256 - 1
  return { x, y: 0.5 - 2 * x + 3 * x * x }
})
const rate = 0.05
const stepsOfEpoch = 200

mkdirSync(CHECKPOINT_DIR, { recursive: true })
let state = newestCheckpoint() ?? { epoch: 0, weights: [0, 0, 0] }
console.log(`begins after epoch ${state.epoch}`)
let isStopping = false
// The machine sends this signal a minute before the lease ends. Each epoch is stored anyway, so only the pause between epochs is skipped.
process.on('SIGURG', () => (isStopping = true))

while (state.epoch < epochs) {
  state = { epoch: state.epoch + 1, weights: trained(state.weights) }
  store(state)
  console.log(`epoch ${state.epoch}: loss ${lossOf(state.weights).toFixed(6)}`)
  if (!isStopping) await new Promise((done) => setTimeout(done, epochMs))
}
mkdirSync(dirname(RESULT_PATH), { recursive: true })
writeFileSync(RESULT_PATH, `${JSON.stringify({ ...state, loss: lossOf(state.weights) })}\n`)

function trained(weights) {
  let [a, b, c] = weights
  for (let step = 0; step < stepsOfEpoch; step++) {
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

function lossOf([a, b, c]) {
  return points.reduce((sum, { x, y }) => sum + (a + b * x + c * x * x - y) ** 2, 0) / points.length
}

/** Writes the checkpoint first, and then its mark: a checkpoint without a mark is not copied. */
function store(state) {
  const file = join(CHECKPOINT_DIR, `epoch-${state.epoch}`)
  writeFileSync(`${file}.part`, JSON.stringify(state))
  renameSync(`${file}.part`, file)
  writeFileSync(`${file}.done`, '')
}

function newestCheckpoint() {
  const done = readdirSync(CHECKPOINT_DIR).flatMap((name) => {
    const epoch = Number(/^epoch-(\d+)\.done$/.exec(name)?.[1])
    return Number.isInteger(epoch) && existsSync(join(CHECKPOINT_DIR, `epoch-${epoch}`)) ? [epoch] : []
  })
  return done.length === 0 ? null : JSON.parse(readFileSync(join(CHECKPOINT_DIR, `epoch-${Math.max(...done)}`), 'utf8'))
}
