import { assert } from '../assert.ts'

/** What the makers' data sheets say of one GPU: dense 16-bit tensor TFLOPS with 32-bit sums, without sparsity, rounded down, and memory in GB/s. */
type DataSheet = { readonly tensorTflops: bigint; readonly memoryGbPerSecond: bigint }

/** By the catalogue's names of classes. Where a sheet names 16-bit work with sparsity alone, half of it. */
const dataSheets: ReadonlyMap<string, DataSheet> = new Map([
  ['NVIDIA H100 SXM 80 GB', { tensorTflops: 989n, memoryGbPerSecond: 3_350n }],
  ['NVIDIA H200 141 GB', { tensorTflops: 989n, memoryGbPerSecond: 4_800n }],
  ['NVIDIA B200 180 GB', { tensorTflops: 2_250n, memoryGbPerSecond: 8_000n }],
  ['NVIDIA A100 SXM 80 GB', { tensorTflops: 312n, memoryGbPerSecond: 2_039n }],
  ['NVIDIA A100 40 GB', { tensorTflops: 312n, memoryGbPerSecond: 1_555n }],
  ['NVIDIA L40S 48 GB', { tensorTflops: 362n, memoryGbPerSecond: 864n }],
  ['NVIDIA L4 24 GB', { tensorTflops: 121n, memoryGbPerSecond: 300n }],
  ['NVIDIA T4 16 GB', { tensorTflops: 65n, memoryGbPerSecond: 320n }],
  ['NVIDIA A10G 24 GB', { tensorTflops: 70n, memoryGbPerSecond: 600n }],
  ['NVIDIA V100 16 GB', { tensorTflops: 125n, memoryGbPerSecond: 900n }],
  ['NVIDIA RTX 4090 24 GB', { tensorTflops: 165n, memoryGbPerSecond: 1_008n }],
  ['NVIDIA RTX 5090 32 GB', { tensorTflops: 209n, memoryGbPerSecond: 1_792n }],
  ['NVIDIA RTX A6000 48 GB', { tensorTflops: 154n, memoryGbPerSecond: 768n }],
  ['NVIDIA RTX PRO 6000 96 GB', { tensorTflops: 503n, memoryGbPerSecond: 1_792n }],
])

/** Dense 16-bit tensor TFLOPS of one GPU of a class, as its maker's data sheet says, rounded down. Null for a class without a data sheet. */
export function tensorTflopsOf(className: string): number | null {
  const sheet = dataSheets.get(className)
  return sheet === undefined ? null : Number(sheet.tensorTflops)
}

/** A slot of a development machine: it has no data sheet, and is compared with its like alone. */
const developmentClass = 'CPU slot (development)'

/**
 * Reference performance of one GPU of a class, by the catalogue's name of it: the whole part of the square root of tensor TFLOPS × memory GB/s, so that
 * arithmetic and memory count alike (1 for a development slot). Null for a class that is not known here.
 */
export function referencePerformanceOf(className: string): number | null {
  if (className === developmentClass) return 1
  const sheet = dataSheets.get(className)
  return sheet === undefined ? null : Number(wholeRoot(sheet.tensorTflops * sheet.memoryGbPerSecond))
}

/** Newton's steps down from above. */
function wholeRoot(square: bigint): bigint {
  assert(square > 0n, 'a data sheet has no zeros')
  let root = square
  for (let next = (root + 1n) / 2n; next < root; next = (root + square / root) / 2n) root = next
  return root
}

const reference = referencePerformanceOf('NVIDIA H100 SXM 80 GB')

/**
 * What the work of one H100 SXM costs on GPUs of a class, by their data sheets: price × the H100's reference performance ÷ that of the class, in the units of
 * the price, rounded up. Of two machines the one with less gives more for its price. Null for a class without a data sheet, and for development slots, which do no such work.
 */
export function priceOfReferenceWork({ price, className }: { readonly price: bigint; readonly className: string }): bigint | null {
  const performance = referencePerformanceOf(className)
  if (performance === null || performance === 1 || reference === null) return null
  const by = BigInt(performance)
  return (price * BigInt(reference) + by - 1n) / by
}
