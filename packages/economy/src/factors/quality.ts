import { assert } from '@infinitio/domain'
import { divDown, least, mulDown, WAD } from '../fixed/wad.ts'
import type { EconomyParameters } from '../parameters.ts'

/** A node's measured value and its class's reference, in the same unit. */
export type MeasuredScore = { measured: bigint; reference: bigint }

/** The attested facts of a node for Q. `promisedUptime` is a share in 1e18 fixed point. */
export type QualityFacts = { network: MeasuredScore; gpu: MeasuredScore; cpu: MeasuredScore; promisedUptime: bigint }

/**
 * Returns Q, in [0, 1e18]: the weighted mean of attested network speed, GPU score, CPU score and promised uptime. Each score is relative to the
 * reference of the node's class, at most 1. Each term is rounded down. Source: validators' measurements and the node's signed promise.
 */
export function quality({ network, gpu, cpu, promisedUptime }: QualityFacts, parameters: EconomyParameters): bigint {
  assert(promisedUptime >= 0n && promisedUptime <= WAD, 'uptime is a share')
  return (
    mulDown(parameters.qualityOfNetwork, scored(network)) +
    mulDown(parameters.qualityOfGpu, scored(gpu)) +
    mulDown(parameters.qualityOfCpu, scored(cpu)) +
    mulDown(parameters.qualityOfUptime, promisedUptime)
  )
}

function scored({ measured, reference }: MeasuredScore): bigint {
  assert(measured >= 0n && reference > 0n, 'a score has a reference')
  return least(WAD, divDown(measured, reference))
}
