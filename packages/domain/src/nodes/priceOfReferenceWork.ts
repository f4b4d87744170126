import { referencePerformanceOf } from './referencePerformance.ts'

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
