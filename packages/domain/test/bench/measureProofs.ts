// Measures the GPU proof on this processor, and tries every spoof (way to cheat) against the model of each GPU class: `npm run bench -- proofs`. The class
// table is printed first. Argument: `--runs`, the tries of each spoof (100); use 5 for a quick result. Honest provers run twice as often, and slots that test
// for false alarms ten times as often.
import { parseArgs } from 'node:util'
import { classReferences, processorWork, type ReferencedClass } from '../../src/proofs/classReference.ts'
import { proveByReference } from '../../src/proofs/referenceProver.ts'
import { proofFault, samplesOfProof } from '../../src/proofs/verifyProof.ts'
import { best, mostMissingOf, posersOf, proofCost } from '../proofs/costModel.ts'
import { falseAlarms } from '../proofs/falseAlarms.ts'
import { classCards, gpuCards } from '../proofs/gpuCards.ts'
import { hashOf } from '../proofs/hashOf.ts'
import { hiddenByBoard } from '../proofs/hiddenByBoard.ts'
import { judgeProof } from '../proofs/judgeProof.ts'
import { honestArrival, spoofs } from '../proofs/spoofs.ts'

const { values } = parseArgs({ options: { runs: { type: 'string', default: '100' } } })
const triesPerSpoof = Number(values.runs)
const speedRuns = Math.min(5, triesPerSpoof)
const honestRuns = 2 * triesPerSpoof
const slots = 10 * triesPerSpoof
const boardSlots = 50
const slotSeconds = 7_200

printClasses()
for (const share of [0.05, 0.07, 0.1, 0.15, 0.2]) {
  console.log(`curve board: hides ${percent(share)} of garbage in ${hiddenByBoard(share, boardSlots)} of ${boardSlots} slots`)
}
const { rowsPerSec, verifyMs } = measureSpeed()
const names = Object.keys(classReferences) as ReferencedClass[]
let honest = 0
for (let run = 0; run < honestRuns; run += 1) {
  const name = names[run % names.length] as ReferencedClass
  if (judgeProof(honestArrival(name, `honest ${run}`), `honest ${run}`) === 'passed') honest += 1
}
console.log(`run honest: ${honest} of ${honestRuns} passed`)
const caught = spoofs.map(({ name, try: once }) => {
  let times = 0
  for (let run = 0; run < triesPerSpoof; run += 1) {
    if (once(`${name} ${run}`).some((arrival) => judgeProof(arrival, `${name} ${run}`) !== 'passed')) times += 1
  }
  console.log(`run spoof: ${name}: caught ${times} of ${triesPerSpoof}`)
  return times / triesPerSpoof
})
const gpuTimePct = Math.max(...Object.values(classReferences).map(({ referenceSeconds }) => (referenceSeconds / slotSeconds) * 100))
const counted = { honest: [honest], spoofsCaught: [Math.min(...caught)], falseAlarms: [falseAlarms(slots) / slots], gpuTimePct: [gpuTimePct] }
console.log(JSON.stringify({ rowsPerSec, verifyMs, ...counted }))

/** Prints, for each class, the reference time and the cards with less memory than the class that could pass. */
function printClasses(): void {
  for (const name of Object.keys(classReferences) as ReferencedClass[]) {
    const [reference, card] = [classReferences[name], gpuCards[classCards[name]]]
    const { fill, passByMemory, passByArithmetic } = proofCost(card, reference.work)
    const tensorMs = proofCost(card, reference.work, best).passByArithmetic * 1_000
    const own = mostMissingOf(card, reference)
    const posers = posersOf(reference).map((poser) => `${poser.card} without ${percent(poser.missing)}`)
    const wide = Math.max(own, ...posersOf(reference).map(({ missing }) => missing)) > 0.25 ? ', above 25 %' : ''
    console.log(
      `curve ${name}: k ${(fill / passByMemory).toFixed(0)}, pass by memory ${(passByMemory * 1_000).toFixed(0)} ms, by arithmetic ${(passByArithmetic * 1_000).toFixed(0)} ms (tensor cores ${tensorMs.toFixed(1)} ms), x ${percent(own)}${wide}; poses: ${posers.join(', ') || 'none'}`,
    )
  }
}

/** Measures proving and verifying the proof of a machine without a GPU, several times after a warm-up run. */
function measureSpeed(): { rowsPerSec: number[]; verifyMs: number[] } {
  const samples: { rowsPerSec: number[]; verifyMs: number[] } = { rowsPerSec: [], verifyMs: [] }
  for (let run = 0; run <= speedRuns; run += 1) {
    const started = performance.now()
    const { commit, open } = proveByReference({ node: hashOf('node'), gpu: 0, slotSeed: hashOf(`speed ${run}`) }, processorWork.machine)
    const provedMs = performance.now() - started
    const proof = { commit, timers: 1, nonces: [{ place: 0, nonce: hashOf('nonce') }], zHash: hashOf('z') }
    const whole = { ...proof, openings: open(samplesOfProof(proof)) }
    const from = performance.now()
    if (proofFault(whole) !== null) throw new Error('an honest proof is right')
    const took = performance.now() - from
    // The first run is a warm-up and does not count, because it also compiles the code.
    if (run === 0) continue
    samples.rowsPerSec.push((processorWork.machine.rows * processorWork.machine.passes * 1_000) / provedMs)
    samples.verifyMs.push(took)
    console.log(`run ${run}: proved in ${provedMs.toFixed(0)} ms, verified in ${took.toFixed(0)} ms`)
  }
  return samples
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`
}
