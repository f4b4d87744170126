// Measures the prover on one GPU: `node apps/agent/test/bench/measureGpuProver.ts "NVIDIA H100 SXM 80 GB" [DAWN] [SHARE] [PASSES]`. The first argument is the
// GPU's class. DAWN is the path of dawn.node, SHARE is the fraction of the class's rows to use, and PASSES is the number of passes (default: that of the
// class). Each line of the output is JSON. The first line shows whether the GPU makes the same bytes as the processor. Run the program with 1 pass and with all
// passes, to calculate from both runs the time for filling the rows and the time of one pass. `fastestProver.cu` beside it measures the fastest program that we
// could write for the same work.
import { classReferences, proofFault, proveByReference, type ReferencedClass, samplesOfProof } from '@infinitio/domain/proofs'
import { findDawn } from '../../src/proofs/dawnModule.ts'
import { openGpu } from '../../src/proofs/webgpu/openGpu.ts'
import { compileProofPipelines } from '../../src/proofs/webgpu/proofPipelines.ts'
import { createRowMemory, proveByWebgpu } from '../../src/proofs/webgpu/readyGpu.ts'

const [name, dawn, share = '1', passes] = process.argv.slice(2)
if (name === undefined || !Object.hasOwn(classReferences, name))
  throw new Error(`usage: measureGpuProver.ts CLASS [DAWN] [SHARE] [PASSES]; classes: ${Object.keys(classReferences).join(', ')}`)
const { work: whole, referenceSeconds } = classReferences[name as ReferencedClass]
/** The mean time in seconds between two slots. A slot is a block for which all machines prove their GPUs. */
const slotSeconds = 7_200
const segmentRows = 2 ** whole.segmentBits
const work = { ...whole, rows: Math.floor((whole.rows * Number(share)) / segmentRows) * segmentRows, passes: Number(passes ?? whole.passes) }
const { name: gpu, device } = await openGpu({ dawn: dawn ?? (await findDawn()), isSoftwareAllowed: false })
const subject = { node: `0x${'12'.repeat(32)}`, gpu: 0, slotSeed: `0x${'ab'.repeat(32)}` } as const

const small = { rows: 512, segmentBits: 8, hashes: 2, passes: 3, samples: 6 }
const smallPipelines = await compileProofPipelines(device, small.segmentBits)
const made = await proveByWebgpu({ pipelines: smallPipelines, memory: createRowMemory(smallPipelines) }, subject, small)
print({ gpu, sameBytes: made.commit.roots.join() === proveByReference(subject, small).commit.roots.join() })

let from = performance.now()
const pipelines = await compileProofPipelines(device, work.segmentBits)
print({ compileSeconds: lap() })
const { commit, open } = await proveByWebgpu({ pipelines, memory: createRowMemory(pipelines) }, subject, work)
const seconds = lap()
print({
  rows: work.rows,
  passes: work.passes,
  seconds,
  referenceSeconds,
  isInTime: seconds <= referenceSeconds * 1.25,
  gpuTimePct: (seconds / slotSeconds) * 100,
})
const proof = { commit, timers: 1, nonces: [{ place: 0, nonce: subject.node }], zHash: subject.slotSeed }
const openings = await open(samplesOfProof(proof))
print({ openings: openings.length, openSeconds: lap() })
print({ fault: proofFault({ ...proof, openings }), verifySeconds: lap() })
// The library Dawn, which runs the programs on the GPU, has threads that would keep this process alive. So exit explicitly.
process.exit(0)

function lap(): number {
  const now = performance.now()
  const seconds = (now - from) / 1_000
  from = now
  return seconds
}

function print(value: object): void {
  console.log(JSON.stringify(value))
}
