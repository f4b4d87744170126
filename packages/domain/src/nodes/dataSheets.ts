import type { GpuLink } from './gpuLinks.ts'

/**
 * Facts of one GPU from its maker's data sheet:
 * - `tensorTflops`: dense 16-bit tensor TFLOPS with 32-bit sums, without sparsity, rounded down.
 * - `memoryGbPerSecond`: the bandwidth of its memory.
 * - `boardWatts`: the most power that its board takes; the larger value if a class is sold with two.
 * - `hasBf16`: true if its tensor cores support bf16.
 * - `link`: the link between several GPUs; null for a class that is sold with and without NVLink, and for AMD's Infinity Fabric.
 */
export type DataSheet = {
  readonly tensorTflops: bigint
  readonly memoryGbPerSecond: bigint
  readonly boardWatts: bigint
  readonly hasBf16: boolean
  readonly link: GpuLink | null
}

/**
 * The data sheets by class name of the catalogue. If a sheet gives 16-bit performance only with sparsity, this table has half of that. bf16 came with Ampere,
 * so Volta (V100) and Turing (T4) lack it.
 */
const dataSheets: ReadonlyMap<string, DataSheet> = new Map([
  ['NVIDIA H100 SXM 80 GB', { tensorTflops: 989n, memoryGbPerSecond: 3_350n, boardWatts: 700n, hasBf16: true, link: 'nvlink' }],
  ['NVIDIA H200 141 GB', { tensorTflops: 989n, memoryGbPerSecond: 4_800n, boardWatts: 700n, hasBf16: true, link: 'nvlink' }],
  ['NVIDIA B200 180 GB', { tensorTflops: 2_250n, memoryGbPerSecond: 8_000n, boardWatts: 1_000n, hasBf16: true, link: 'nvlink' }],
  ['NVIDIA A100 SXM 80 GB', { tensorTflops: 312n, memoryGbPerSecond: 2_039n, boardWatts: 400n, hasBf16: true, link: 'nvlink' }],
  ['NVIDIA A100 40 GB', { tensorTflops: 312n, memoryGbPerSecond: 1_555n, boardWatts: 400n, hasBf16: true, link: null }],
  ['NVIDIA L40S 48 GB', { tensorTflops: 362n, memoryGbPerSecond: 864n, boardWatts: 350n, hasBf16: true, link: 'pcie' }],
  ['NVIDIA L4 24 GB', { tensorTflops: 121n, memoryGbPerSecond: 300n, boardWatts: 72n, hasBf16: true, link: 'pcie' }],
  ['NVIDIA T4 16 GB', { tensorTflops: 65n, memoryGbPerSecond: 320n, boardWatts: 70n, hasBf16: false, link: 'pcie' }],
  ['NVIDIA A10G 24 GB', { tensorTflops: 70n, memoryGbPerSecond: 600n, boardWatts: 300n, hasBf16: true, link: 'pcie' }],
  ['NVIDIA V100 16 GB', { tensorTflops: 125n, memoryGbPerSecond: 900n, boardWatts: 300n, hasBf16: false, link: null }],
  ['NVIDIA RTX 4090 24 GB', { tensorTflops: 165n, memoryGbPerSecond: 1_008n, boardWatts: 450n, hasBf16: true, link: 'pcie' }],
  ['NVIDIA RTX 5090 32 GB', { tensorTflops: 209n, memoryGbPerSecond: 1_792n, boardWatts: 575n, hasBf16: true, link: 'pcie' }],
  ['NVIDIA RTX A6000 48 GB', { tensorTflops: 154n, memoryGbPerSecond: 768n, boardWatts: 300n, hasBf16: true, link: null }],
  ['NVIDIA RTX PRO 6000 96 GB', { tensorTflops: 503n, memoryGbPerSecond: 1_792n, boardWatts: 600n, hasBf16: true, link: 'pcie' }],
  ['AMD MI355X 288 GB', { tensorTflops: 2_516n, memoryGbPerSecond: 8_000n, boardWatts: 1_400n, hasBf16: true, link: null }],
  ['AMD MI350X 288 GB', { tensorTflops: 2_306n, memoryGbPerSecond: 8_000n, boardWatts: 1_000n, hasBf16: true, link: null }],
  ['AMD MI325X 256 GB', { tensorTflops: 1_307n, memoryGbPerSecond: 6_000n, boardWatts: 1_000n, hasBf16: true, link: null }],
  ['AMD MI300X 192 GB', { tensorTflops: 1_307n, memoryGbPerSecond: 5_300n, boardWatts: 750n, hasBf16: true, link: null }],
  // An MI250 board has two GPUs, and each of them is listed as one GPU, so these are half of the board's figures.
  ['AMD MI250 half 64 GB', { tensorTflops: 181n, memoryGbPerSecond: 1_638n, boardWatts: 280n, hasBf16: true, link: null }],
  ['AMD MI210 64 GB', { tensorTflops: 181n, memoryGbPerSecond: 1_638n, boardWatts: 300n, hasBf16: true, link: null }],
  ['AMD MI100 32 GB', { tensorTflops: 184n, memoryGbPerSecond: 1_228n, boardWatts: 300n, hasBf16: true, link: null }],
  ['AMD Radeon PRO W7900 48 GB', { tensorTflops: 122n, memoryGbPerSecond: 864n, boardWatts: 295n, hasBf16: true, link: 'pcie' }],
  ['AMD Radeon AI PRO R9700 32 GB', { tensorTflops: 191n, memoryGbPerSecond: 640n, boardWatts: 300n, hasBf16: true, link: 'pcie' }],
  ['AMD RX 7900 XTX 24 GB', { tensorTflops: 122n, memoryGbPerSecond: 960n, boardWatts: 355n, hasBf16: true, link: 'pcie' }],
])

/** Returns the data sheet (speed, memory bandwidth, power and links) of one GPU of a class; null for a class without a data sheet here. */
export function dataSheetOf(className: string): DataSheet | null {
  return dataSheets.get(className) ?? null
}

/**
 * Returns the link of a machine's GPUs: the link that the machine reports (such as `NVLink`, `PCIe 4.0 x16`), otherwise the link of its class, or null if both
 * are unknown.
 */
export function gpuLinkOf({ reported, className }: { readonly reported: string | null; readonly className: string }): GpuLink | null {
  if (reported !== null && /^nvlink/i.test(reported)) return 'nvlink'
  if (reported !== null && /^pcie/i.test(reported)) return 'pcie'
  return dataSheetOf(className)?.link ?? null
}
