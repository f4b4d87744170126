import { assert } from '@infinitio/domain'
import { divDown, least, mulDown, WAD } from '../fixed/wad.ts'
import type { EconomyParameters } from '../parameters.ts'

/** What was measured of a node, and what its class has as reference, in any one unit. */
export type MeasuredScore = { measured: bigint; reference: bigint }

/** The attested facts of a node that Q is made of; `promisedUptime` is a share in 1e18 fixed point. */
export type QualityFacts = { network: MeasuredScore; gpu: MeasuredScore; cpu: MeasuredScore; promisedUptime: bigint }

/**
 * Q, in [0, 1e18]: the weighted mean of attested network speed, GPU and CPU score, each against the reference of the node's class and at
 * most 1, and of promised uptime. Each term is rounded down. Source: validators' measurements and the node's signed promise.
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
