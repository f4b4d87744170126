import { type ClassReference, classReferences, type ReferencedClass } from '../../src/proofs/classReference.ts'
import { type CardName, classCards, gpuCards } from './gpuCards.ts'
import { type MadeProof, makeProof } from '../../src/proofs/makeProof.ts'
import type { ProofSubject } from '../../src/proofs/proofKeys.ts'
import { columnCount, type ProofWork } from '../../src/proofs/proofWork.ts'
import { fillRows, productsOf, proveByReference } from '../../src/proofs/referenceProver.ts'
import { cheatSeconds, honestSeconds, twoCardsSeconds } from './costModel.ts'
import { hashOf } from './hashOf.ts'
import type { Arrival } from './judgeProof.ts'
import { measuredCheats, measuredSeconds } from './measuredCheats.ts'

/** The small proof that these tests really make. Its time comes from the model for the full size of a class. */
const spoofWork: ProofWork = { rows: 64, segmentBits: 4, hashes: 2, passes: 4, samples: 80 }
/** A test proof with few matrix rows, but with as many passes (rounds of multiplication) as a real one. */
const longWork: ProofWork = { rows: 2, segmentBits: 0, hashes: 1, passes: 64, samples: 80 }
/** A proof with few samples, for spoofs (ways to cheat) in which the rows are right and only the time is wrong. */
const timedWork: ProofWork = { rows: 4, segmentBits: 1, hashes: 1, passes: 2, samples: 16 }

/**
 * A way to cheat: to pass without the required hardware. Each call of `try` attempts it once and returns all proofs that it would send. The spoof is caught if
 * one of them does not pass.
 */
export type Spoof = { readonly name: string; readonly try: (seed: string) => Arrival[] }

/** The proof of an honest prover of a class. It takes the measured time or, if none was measured, the time of the model. */
export function honestArrival(name: ReferencedClass, seed: string): Arrival {
  const { referenceSeconds } = classReferences[name]
  return { made: proveByReference(subjectOf(seed), timedWork), seconds: honestTime(name), referenceSeconds }
}

/** The spoofs (ways to cheat) that are tried. Those that depend on speed use the fastest program that the model knows, not the honest prover. */
export const spoofs: readonly Spoof[] = [
  spoof('a script that names a card, on a processor', () => timed('NVIDIA H100 SXM 80 GB', 3_600)),
  spoof('the answer of an earlier slot', (seed) => ({ ...onTime(), made: madeFor(seed, { slotSeed: hashOf(`${seed} before`) }) })),
  spoof('rows of another slot that were made in advance', (seed) => ({ ...onTime(), made: madeFor(seed, { slotSeed: hashOf('in advance') }) })),
  spoof('the answer of another node', (seed) => ({ ...onTime(), made: madeFor(seed, { node: hashOf('other node') }) })),
  spoof('the answer of another GPU of the node', (seed) => ({ ...onTime(), made: madeFor(seed, { gpu: 1 }) })),
  ...(['NVIDIA A10G 24 GB', 'NVIDIA L40S 48 GB'] as const).map((name) =>
    spoof(`a slower card: L4 as ${name}`, () =>
      timed(name, cheatSeconds(gpuCards['L4 24 GB'], classReferences[name].work, missingOn('L4 24 GB', name))),
    ),
  ),
  spoof('a smaller card: RTX 4090 as L40S', () =>
    timed(
      'NVIDIA L40S 48 GB',
      cheatSeconds(gpuCards['RTX 4090 24 GB'], classReferences['NVIDIA L40S 48 GB'].work, missingOn('RTX 4090 24 GB', 'NVIDIA L40S 48 GB')),
    ),
  ),
  spoof('half of the memory', () => halfMemory('NVIDIA H100 SXM 80 GB')),
  {
    name: 'one card in turn for two nodes',
    try: () => [1, 2].map((turn) => timed('NVIDIA H100 SXM 80 GB', turn * honestTime('NVIDIA H100 SXM 80 GB'))),
  },
  { name: 'one card for two wallets at once', try: () => [halfMemory('NVIDIA A100 SXM 80 GB'), halfMemory('NVIDIA A100 SXM 80 GB')] },
  spoof('two A6000 as an H100 over PCIe', () =>
    timed('NVIDIA H100 SXM 80 GB', twoCardsSeconds(gpuCards['RTX A6000 48 GB'], classReferences['NVIDIA H100 SXM 80 GB'].work)),
  ),
  // This slice of a GPU has three sevenths of the card's units and half of its bandwidth. The same slice of an H100 is as fast as an A100 40 and passes as one,
  // so that slice is not in this list.
  spoof('MIG slice 3g.40gb of an A100 80 as A100 40', () => {
    const { bandwidth, shaRate, ...card } = gpuCards['A100 80 GB']
    const slice = { ...card, bandwidth: bandwidth / 2, shaRate: (shaRate * 3) / 7 }
    return timed('NVIDIA A100 40 GB', cheatSeconds(slice, classReferences['NVIDIA A100 40 GB'].work, 0))
  }),
  spoof('rows in the memory of the host', () =>
    timed('NVIDIA RTX 4090 24 GB', cheatSeconds(gpuCards['RTX 4090 24 GB'], classReferences['NVIDIA RTX 4090 24 GB'].work, 0.5)),
  ),
  spoof('a pass of garbage, whose halves run at once', (seed) => ({
    ...onTime(),
    made: garbagePass(seed, spoofWork),
    seconds: onTime().seconds / 2,
  })),
  spoof('a pass of garbage of 64, and a board that leaves out the nonces that open it', (seed) => ({
    ...onTime(),
    made: garbagePass(seed, longWork),
    seconds: onTime().seconds / 2,
    isWrong: ({ pass }) => pass === garbageAt,
  })),
  spoof('a board that leaves five nonces out, for 30 % of garbage', (seed) => ({
    ...onTime(),
    made: garbageRows(seed, 0.3),
    isWrong: ({ row }) => row < spoofWork.rows * 0.3,
  })),
  ...(Object.keys(classReferences) as ReferencedClass[]).map((name) =>
    spoof(`the fastest kernel without x + 10 % of the rows, as ${name}`, () => {
      const { work, mostMissing } = classReferences[name]
      return timed(name, cheatSeconds(gpuCards[classCards[name]], work, mostMissing + 0.1))
    }),
  ),
  ...measuredCheats.map(({ name, missing, way, passMs }) =>
    spoof(`a measured ${name} without ${missing * 100} % of the rows, ${way}`, () => timed(name, measuredSeconds({ name, missing, passMs }))),
  ),
]

function spoof(name: string, once: (seed: string) => Arrival): Spoof {
  return { name, try: (seed) => [once(seed)] }
}

function subjectOf(seed: string): ProofSubject {
  return { node: hashOf('node'), gpu: 0, slotSeed: hashOf(seed) }
}

function honestTime(name: ReferencedClass): number {
  const { work, measured }: ClassReference = classReferences[name]
  return measured?.proverSeconds ?? honestSeconds(gpuCards[classCards[name]], work)
}

/** A proof that takes the time of an honest H100. Callers replace its rows by wrong ones. */
function onTime(): Arrival {
  return timed('NVIDIA H100 SXM 80 GB', honestTime('NVIDIA H100 SXM 80 GB'))
}

/**
 * The pass (round of matrix multiplication) that this dishonest prover does not calculate. It chooses the Merkle root of the pass freely, so it knows the
 * inputs of the next pass from the start.
 */
const garbageAt = 2

let rightRows: MadeProof | null = null

/** Returns a proof with right rows that is sent after `seconds`. The rows are the same in each try, but the nonces and the samples differ. */
function timed(name: ReferencedClass, seconds: number): Arrival {
  rightRows ??= proveByReference(subjectOf('right rows'), timedWork)
  return { made: rightRows, seconds, referenceSeconds: classReferences[name].referenceSeconds }
}

function halfMemory(name: ReferencedClass): Arrival {
  const { work } = classReferences[name]
  return timed(name, cheatSeconds(gpuCards[classCards[name]], work, 0.5))
}

function missingOn(card: CardName, name: ReferencedClass): number {
  return Math.max(0, 1 - (gpuCards[card].gib * 2 ** 30) / (classReferences[name].work.rows * 4_096))
}

/** Returns a commit for this slot with Merkle roots that were made for another GPU or another slot. */
function madeFor(seed: string, change: Partial<ProofSubject>): Arrival['made'] {
  const { commit, open } = proveByReference({ ...subjectOf(seed), ...change }, spoofWork)
  return { commit: { ...commit, subject: subjectOf(seed) }, open }
}

function garbagePass(seed: string, work: ProofWork): Arrival['made'] {
  const a = fillRows(subjectOf(seed), work)
  return makeProof(subjectOf(seed), work, (commit, pass) =>
    pass === garbageAt ? (_row, out, at) => out.fill(1, at, at + columnCount) : productsOf(a, commit, pass),
  )
}

function garbageRows(seed: string, share: number): Arrival['made'] {
  const a = fillRows(subjectOf(seed), spoofWork)
  return makeProof(subjectOf(seed), spoofWork, (commit, pass) => {
    const right = productsOf(a, commit, pass)
    return (row, out, at) => (row < spoofWork.rows * share ? void out.fill(1, at, at + columnCount) : right(row, out, at))
  })
}
