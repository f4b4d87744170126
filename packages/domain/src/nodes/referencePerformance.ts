import { assert } from '../assertNever.ts'
import { dataSheetOf } from './dataSheets.ts'

/** Returns the dense 16-bit tensor TFLOPS of one GPU of a class from its maker's data sheet, rounded down. Returns null for a class without a data sheet. */
export function tensorTflopsOf(className: string): number | null {
  const sheet = dataSheetOf(className)
  return sheet === null ? null : Number(sheet.tensorTflops)
}

/** The class name of a CPU slot: it counts as one GPU on a development machine without GPUs. It has no data sheet and is compared only with other CPU slots. */
export const developmentClass = 'CPU slot (development)'

/** The name of a machine to which nobody gave a name. Pages translate it. */
export const usualMachineName = 'This machine'

/**
 * Returns the reference performance of one GPU of a class, by its name in the catalogue. It is the square root of tensor TFLOPS × memory GB/s, rounded down, so
 * that arithmetic and memory count equally. Returns 1 for a CPU slot of a development machine, and null for an unknown class.
 */
export function referencePerformanceOf(className: string): number | null {
  if (className === developmentClass) return 1
  const sheet = dataSheetOf(className)
  return sheet === null ? null : Number(wholeRoot(sheet.tensorTflops * sheet.memoryGbPerSecond))
}

/** Returns the square root, rounded down, by Newton's method. The first value is never below the root. */
function wholeRoot(square: bigint): bigint {
  assert(square > 0n, 'a data sheet has no zeros')
  let root = square
  for (let next = (root + 1n) / 2n; next < root; next = (root + square / root) / 2n) root = next
  return root
}

const reference = referencePerformanceOf('NVIDIA H100 SXM 80 GB')

/**
 * Returns the price, on GPUs of a class, of the work that one H100 SXM does in a unit of time: price × the H100's reference performance ÷ the class's reference
 * performance, both by the data sheets, rounded up. The result has the unit of `price`. A lower result means more work for the price. Returns null for a class
 * without a data sheet, and for development slots, which cannot do such work.
 */
export function priceOfReferenceWork({ price, className }: { readonly price: bigint; readonly className: string }): bigint | null {
  const performance = referencePerformanceOf(className)
  if (performance === null || performance === 1 || reference === null) return null
  const by = BigInt(performance)
  return (price * BigInt(reference) + by - 1n) / by
}
