import { type ClassReference, classReferences } from '../../src/proofs/classReference.ts'

type MeasuredClass = 'NVIDIA H100 SXM 80 GB' | 'NVIDIA H200 141 GB'

/**
 * A way to cheat in a GPU proof, measured on a real card of a class. The card stores all matrix rows but the share `missing`, gets the missing rows in each
 * pass (round of multiplication) in one `way`, and needs `passMs` for a pass.
 */
export type MeasuredCheat = {
  readonly name: MeasuredClass
  readonly missing: number
  readonly way: 'made again' | 'read from the host' | 'made again and read from the host'
  readonly passMs: number
}

const [h100, h200] = ['NVIDIA H100 SXM 80 GB', 'NVIDIA H200 141 GB'] as const
const [made, read, both] = ['made again', 'read from the host', 'made again and read from the host'] as const

/**
 * Medians of five passes each, measured by `apps/agent/test/bench/fastestProver.cu` on 2026-11-27. The missing rows are fetched at the same time as the
 * products are calculated.
 */
export const measuredCheats: readonly MeasuredCheat[] = [
  { name: h100, missing: 0.05, way: made, passMs: 149.14 },
  { name: h100, missing: 0.1, way: both, passMs: 133.02 },
  { name: h100, missing: 0.25, way: made, passMs: 544.22 },
  { name: h100, missing: 0.25, way: read, passMs: 350.6 },
  { name: h100, missing: 0.25, way: both, passMs: 256.72 },
  { name: h100, missing: 0.5, way: both, passMs: 461.2 },
  { name: h200, missing: 0.05, way: made, passMs: 244.68 },
  { name: h200, missing: 0.1, way: both, passMs: 214.94 },
  { name: h200, missing: 0.25, way: made, passMs: 943.51 },
  { name: h200, missing: 0.25, way: read, passMs: 612.74 },
  { name: h200, missing: 0.25, way: both, passMs: 432.73 },
  { name: h200, missing: 0.5, way: both, passMs: 793.87 },
]

/**
 * Returns the time that a card which cheats in this way needs for a whole proof, in seconds. It does not count hashing the products, because a cheat could do
 * that at the same time.
 */
export function measuredSeconds({ name, missing, passMs }: Omit<MeasuredCheat, 'way'>): number {
  const { work, measured }: ClassReference = classReferences[name]
  return (measured?.fillSeconds ?? 0) * (1 - missing) + (work.passes * passMs) / 1_000
}
