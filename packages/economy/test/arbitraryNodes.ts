import fc from 'fast-check'
import { economyParameters, type EpochInputs, type NodeInputs } from '../src/index.ts'
import { WAD } from '../src/fixed/wad.ts'

/** A random fraction in [0, 1], often exactly 0 or 1. */
export const arbitraryShare = fc.oneof({ weight: 1, arbitrary: fc.constantFrom(0n, 1n, WAD - 1n, WAD) }, { weight: 4, arbitrary: fc.bigInt(0n, WAD) })

const factor = arbitraryShare

/** Random inputs of a node within their bounds. Often the factors are 0 or 1, and the fractions are exactly at the threshold or one unit beside it. */
export const arbitraryNode: fc.Arbitrary<NodeInputs> = fc.record({
  referenceGpuHours: fc.oneof(fc.constantFrom(0n, 1n, WAD), fc.bigInt(0n, 64n * WAD), fc.bigInt(0n, 2n ** 96n - 1n)),
  quality: factor,
  contribution: factor,
  history: factor,
  stability: factor,
  diversity: factor,
  demand: factor,
  provenEnergy: factor,
  computeShare: fc.oneof(fc.constantFrom(WAD / 20n - 1n, WAD / 20n, WAD / 20n + 1n), factor),
  siteSquares: factor,
  burned: fc.oneof(fc.constantFrom(0n, 1n), fc.bigInt(0n, 10n ** 24n)),
})

/** Any epoch. Includes epochs without a node and with the most nodes, and demand that fell to nothing or doubled. */
export const arbitraryEpoch: fc.Arbitrary<EpochInputs> = fc.record({
  activeNodes: fc.oneof(fc.constantFrom(0n, 1n, 10_000n, 2n ** 64n - 1n), fc.bigInt(0n, 200_000n)),
  slope: fc.oneof(fc.constantFrom(-WAD, -1n, 0n, 1n, WAD), fc.bigInt(-WAD, WAD)),
})

/** Parameters within their bounds, often the shipped ones. */
export const arbitraryParameters = fc.oneof(
  fc.constant(economyParameters()),
  fc
    .record({
      basePerGpuHour: fc.bigInt(0n, WAD / 10n),
      rebateShare: fc.bigInt(0n, (8n * WAD) / 10n),
      minersAtHalf: fc.bigInt(100n, 10n ** 9n),
      regulatorGain: fc.bigInt(0n, 100n * WAD),
      environmentFloor: fc.bigInt(WAD / 2n, WAD),
      shareThreshold: fc.bigInt(WAD / 100n, WAD / 2n),
      sharePower: fc.bigInt((11n * WAD) / 10n, 4n * WAD),
      siteBonus: fc.bigInt(0n, WAD / 5n),
    })
    .map(economyParameters),
)
