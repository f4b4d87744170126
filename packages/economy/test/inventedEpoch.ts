import { type Address, address, type Hex32, hex32 } from '@infinitio/domain'
import { economyParameters, type EpochFacts, type NodeFacts, type ProviderFacts } from '../src/index.ts'
import { WAD } from '../src/fixed/wad.ts'

const day = 86_400

/** Returns the address of a number. */
export function addressOf(number: number): Address {
  return address(`0x${(number + 1).toString(16).padStart(40, '0')}`)
}

/** Makes an epoch with one or two nodes for each provider, in 12 classes and 5 regions; the same at every call. */
export function inventedEpoch({ providers, seed }: { providers: number; seed: number }): EpochFacts {
  const random = randomOf(seed)
  const nodes: NodeFacts[] = []
  const all: ProviderFacts[] = []
  for (let at = 0; at < providers; at += 1) {
    const provider = addressOf(at)
    const past = Array.from({ length: random(4) }, () => ({
      value: amount(1 + random(500)),
      ageSeconds: BigInt(random(400 * 24) * 3_600),
      isFulfilled: random(10) > 0,
    }))
    const contributions = random(8) === 0 ? [{ value: WAD / BigInt(1 + random(5)), ageSeconds: BigInt(random(200) * day) }] : []
    all.push({ provider, isBonded: random(50) > 0, hasVerifiedTask: random(50) > 0, contributions, past })
    const count = random(10) === 0 ? 2 : 1
    for (let n = 0; n < count; n += 1) nodes.push(inventedNode({ provider, node: nodeOf(2 * at + n), random }))
  }
  return {
    chainId: 31_337n,
    emission: addressOf(0xe0e0),
    epoch: 495_000n,
    parameters: economyParameters(),
    classes: Array.from({ length: 12 }, (_, classId) => ({
      classId,
      referencePerGpu: BigInt(1 + random(30)) * (WAD / 10n),
      requests: BigInt(random(10_000)),
      tokens: amount(random(10_000)),
    })),
    nodes,
    providers: all,
    programmes: [
      { programme: 1, budget: amount(1_000), classId: null, region: null },
      { programme: 2, budget: amount(100), classId: 3, region: null },
      { programme: 3, budget: amount(50), classId: null, region: 2 },
    ],
    sold: Array.from({ length: 48 }, () => BigInt(1_000_000 + random(50_000))),
    before: all.filter((_, at) => at % 3 === 0).map(({ provider }) => ({ provider, cumulative: amount(1 + random(50)) })),
    surplus: amount(10_000_000),
    forecastCapacity: amount(9_000_000),
  }
}

function inventedNode({ provider, node, random }: { provider: Address; node: Hex32; random: (below: number) => number }): NodeFacts {
  const share = () => (BigInt(random(1_001)) * WAD) / 1_000n
  const gpus = 1 + random(8)
  const common = { node, provider, classId: random(12), region: random(5), site: 1 + random(200) }
  const provenGpuSeconds = random(20) === 0 ? 0n : BigInt(gpus * (3_600 - random(600)))
  return {
    ...common,
    ...{ provenGpuSeconds, isRebateOnly: false, classGpuSeconds: provenGpuSeconds },
    quality: { proofs: share(), reliability: share(), speed: share() },
    stability: { availability: share(), faultRate: share() / 10n },
    provenEnergy: random(3) === 0 ? share() : 0n,
    burned: (amount(1 + random(300)) * BigInt(random(3))) / 100_000n,
  }
}

function nodeOf(number: number): Hex32 {
  return hex32(`0xab${number.toString(16).padStart(62, '0')}`)
}

function amount(whole: number): bigint {
  return BigInt(whole) * WAD
}

/** Makes a random generator of whole numbers below a bound, a 48-bit linear congruential generator. */
function randomOf(seed: number): (below: number) => number {
  let state = BigInt(seed)
  return (below) => {
    state = (state * 25_214_903_917n + 11n) & ((1n << 48n) - 1n)
    return Number(state >> 17n) % below
  }
}
