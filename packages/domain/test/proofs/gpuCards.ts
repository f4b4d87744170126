import type { ReferencedClass } from '../../src/proofs/classReference.ts'

/** Figures of a card that decide how fast it can prove. */
export type GpuCard = {
  /** The memory in GiB that the driver shows, with ECC on. */
  readonly gib: number
  /** The speed of its memory in GB/s, from the data sheet. */
  readonly bandwidth: number
  /** The int8 operations of its fastest units, in 10^12 per second, from the data sheet. */
  readonly int8Tops: number
  /** The int8 operations that shaders reach with the instruction DP4A, in 10^12 per second. */
  readonly shaderTops: number
  /** The highest number of SHA-256 compressions that the card can calculate, in 10^9 per second. */
  readonly shaRate: number
  /** The speed in GB/s at which the card reads the host's memory. */
  readonly link: number
  /**
   * The speeds that the fastest program reached on a real card (`apps/agent/test/bench/fastestProver.cu`, 2026-11-27): GB/s of memory, and 10^9 compressions a
   * second.
   */
  readonly measured?: { readonly bandwidth: number; readonly shaRate: number }
}

/**
 * Cards on the market, and cards that could pose as one of them. Memory, bandwidth, int8 and link come from data sheets (measured links: 55.0 GB/s on an H100,
 * 55.2 on an H200). The rates of shaders and SHA-256 come from a model until each kind of card is measured.
 */
export const gpuCards = {
  'H100 80 GB': {
    gib: 79.6,
    bandwidth: 3_350,
    int8Tops: 1_979,
    shaderTops: 47,
    shaRate: 15.5,
    link: 55,
    measured: { bandwidth: 3_090, shaRate: 14.58 },
  },
  'H200 141 GB': {
    gib: 140.4,
    bandwidth: 4_800,
    int8Tops: 1_979,
    shaderTops: 47,
    shaRate: 15.4,
    link: 55,
    measured: { bandwidth: 4_542, shaRate: 14.58 },
  },
  'B200 180 GB': { gib: 179, bandwidth: 8_000, int8Tops: 4_500, shaderTops: 56, shaRate: 18, link: 55 },
  'A100 80 GB': { gib: 80, bandwidth: 2_039, int8Tops: 624, shaderTops: 31, shaRate: 10.1, link: 25 },
  'A100 40 GB': { gib: 40, bandwidth: 1_555, int8Tops: 624, shaderTops: 31, shaRate: 10, link: 25 },
  'L40S 48 GB': { gib: 45, bandwidth: 864, int8Tops: 733, shaderTops: 77, shaRate: 23.3, link: 25 },
  'L4 24 GB': { gib: 22.5, bandwidth: 300, int8Tops: 242, shaderTops: 25, shaRate: 7.8, link: 25 },
  'T4 16 GB': { gib: 15, bandwidth: 320, int8Tops: 130, shaderTops: 13, shaRate: 4.15, link: 12.5 },
  'A10G 24 GB': { gib: 22.5, bandwidth: 600, int8Tops: 140, shaderTops: 29, shaRate: 9.05, link: 25 },
  'V100 16 GB': { gib: 16, bandwidth: 900, int8Tops: 62, shaderTops: 25, shaRate: 8.1, link: 12.5 },
  'RTX 3090 24 GB': { gib: 24, bandwidth: 936, int8Tops: 284, shaderTops: 28, shaRate: 9.7, link: 25 },
  'RTX 4090 24 GB': { gib: 24, bandwidth: 1_008, int8Tops: 661, shaderTops: 62, shaRate: 21.4, link: 25 },
  'RTX 5080 16 GB': { gib: 16, bandwidth: 960, int8Tops: 450, shaderTops: 44, shaRate: 14.5, link: 55 },
  'RTX 5090 32 GB': { gib: 31.8, bandwidth: 1_792, int8Tops: 838, shaderTops: 82, shaRate: 27, link: 55 },
  'RTX A6000 48 GB': { gib: 45, bandwidth: 768, int8Tops: 310, shaderTops: 32, shaRate: 10.05, link: 25 },
  'RTX PRO 6000 96 GB': { gib: 95.6, bandwidth: 1_792, int8Tops: 1_007, shaderTops: 99, shaRate: 32.2, link: 55 },
} as const satisfies Record<string, GpuCard>

/** The name of a card in the table. */
export type CardName = keyof typeof gpuCards

/** For each class of GPUs, the card that an honest machine of the class has. */
export const classCards = {
  'NVIDIA H100 SXM 80 GB': 'H100 80 GB',
  'NVIDIA H200 141 GB': 'H200 141 GB',
  'NVIDIA B200 180 GB': 'B200 180 GB',
  'NVIDIA A100 SXM 80 GB': 'A100 80 GB',
  'NVIDIA A100 40 GB': 'A100 40 GB',
  'NVIDIA L40S 48 GB': 'L40S 48 GB',
  'NVIDIA L4 24 GB': 'L4 24 GB',
  'NVIDIA T4 16 GB': 'T4 16 GB',
  'NVIDIA A10G 24 GB': 'A10G 24 GB',
  'NVIDIA V100 16 GB': 'V100 16 GB',
  'NVIDIA RTX 4090 24 GB': 'RTX 4090 24 GB',
  'NVIDIA RTX 5090 32 GB': 'RTX 5090 32 GB',
  'NVIDIA RTX A6000 48 GB': 'RTX A6000 48 GB',
  'NVIDIA RTX PRO 6000 96 GB': 'RTX PRO 6000 96 GB',
} as const satisfies Record<ReferencedClass, CardName>
