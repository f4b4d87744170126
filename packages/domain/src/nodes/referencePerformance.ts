import { assert } from '../assert.ts'
import { dataSheetOf } from './dataSheets.ts'

/** Dense 16-bit tensor TFLOPS of one GPU of a class, as its maker's data sheet says, rounded down. Null for a class without a data sheet. */
export function tensorTflopsOf(className: string): number | null {
  const sheet = dataSheetOf(className)
  return sheet === null ? null : Number(sheet.tensorTflops)
}

/** A slot of a development machine: it has no data sheet, and is compared with its like alone. */
const developmentClass = 'CPU slot (development)'

/**
 * Reference performance of one GPU of a class, by the catalogue's name of it: the whole part of the square root of tensor TFLOPS × memory GB/s, so that
 * arithmetic and memory count alike (1 for a development slot). Null for a class that is not known here.
 */
export function referencePerformanceOf(className: string): number | null {
  if (className === developmentClass) return 1
  const sheet = dataSheetOf(className)
  return sheet === null ? null : Number(wholeRoot(sheet.tensorTflops * sheet.memoryGbPerSecond))
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
