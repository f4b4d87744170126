import fc from 'fast-check'
import { type Address, encodeAbiParameters, type Hex, keccak256, stringToHex, toHex } from 'viem'

const seed = 20_261_127
const space = 2n ** 256n
const word = (value: bigint | number) => toHex(BigInt(value), { size: 32 })
const arbitraryWord = fc.oneof(fc.constantFrom(0n, 1n, space - 1n, space / 2n), fc.bigInt(0n, space - 1n))
const arbitraryUnits = fc.oneof(fc.constantFrom(1n, 2n, 2n ** 64n - 1n), fc.bigInt(1n, 2n ** 64n - 1n))
const arbitraryAddress = fc.bigInt(0n, 2n ** 160n - 1n).map((value) => toHex(value, { size: 20 }))

/**
 * Makes the test vectors for `TaskDrawLib`, `TaskAuditLib`, `TaskMoneyLib`, `ChunkTreeLib` and this package; they are the same at every call. The expected
 * values come from viem and from plain fractions, not from the code of this package.
 */
export function taskVectors() {
  return { taskDraws: draws(), taskAudits: audits(), taskMoney: money(), taskTrees: trees() }
}

function draws() {
  const one = fc.record({
    blockHash: arbitraryWord,
    beaconSeed: arbitraryWord,
    task: arbitraryWord,
    account: arbitraryAddress,
    weights: fc.array(arbitraryUnits, { minLength: 3, maxLength: 3 }),
  })
  return sample(one, 100).map(({ blockHash, beaconSeed, task, account, weights: [weight = 1n, rest = 1n, other = 1n] }) => {
    const seedOfTask = hashOf(['bytes32', 'bytes32', 'bytes32'], [word(blockHash), word(beaconSeed), word(task)])
    const draw = BigInt(hashOf(['bytes32', 'address'], [seedOfTask, account]))
    const otherDraw = BigInt(hashOf(['bytes32', 'address'], [seedOfTask, toHex(0, { size: 20 })]))
    const total = weight + rest > 2n ** 64n - 1n ? 2n ** 64n - 1n : weight + rest
    const step = Array.from({ length: 65 }, (_, at) => at).find((at) => isBelow(draw, 2n * weight * 2n ** BigInt(at), total)) ?? 0
    const lower = draw * other < otherDraw * weight
    return {
      blockHash: word(blockHash),
      beaconSeed: word(beaconSeed),
      task: word(task),
      account,
      seed: seedOfTask,
      draw: word(draw),
      weight,
      total,
      step,
      other,
      otherDraw: word(otherDraw),
      lower,
    }
  })
}

function audits() {
  const one = fc.record({
    chunks: fc.oneof(fc.constantFrom(1, 63, 64, 84, 85, 255, 256), fc.integer({ min: 1, max: 256 })),
    streak: fc.oneof(fc.constantFrom(0, 9, 10, 39, 40), fc.integer({ min: 0, max: 40 })),
    draw: arbitraryWord,
    seed: arbitraryWord,
  })
  return sample(one, 100).map(({ chunks, streak, draw, seed: sampleSeed }) => {
    const isSplit = chunks >= 64
    const sampled = isSplit ? Math.max(4, Math.ceil(chunks / 21)) : chunks
    const drawn = isSplit || streak < 10 || (streak >= 40 ? draw < space / 4n : draw * BigInt(streak) < 10n * space)
    return {
      chunks,
      streak,
      draw: word(draw),
      seed: word(sampleSeed),
      sampled,
      stakeTimes: isSplit ? 3 : streak < 10 ? 1 : 7,
      drawn,
      drawnTwice: draw < space / 8n,
      sample: chosen(word(sampleSeed), { chunks, sampled }),
    }
  })
}

/** Selects chunks (parts of a task) one after another without repetition. The last remaining chunk moves into the freed position. */
function chosen(from: Hex, { chunks, sampled }: { chunks: number; sampled: number }): number[] {
  const left = new Map<number, number>()
  if (sampled === chunks) return Array.from({ length: chunks }, (_, chunk) => chunk)
  return Array.from({ length: sampled }, (_, index) => {
    const at = index + Number(BigInt(hashOf(['bytes32', 'uint256'], [from, BigInt(index)])) % BigInt(chunks - index))
    const taken = left.get(at) ?? at
    left.set(at, left.get(index) ?? index)
    return taken
  })
}

const outcomes = ['accepted', 'worker lost', 'auditor lost', 'undecided', 'not revealed', 'failed alike'] as const

function money() {
  const amount = fc.oneof(fc.constantFrom(0n, 1n, 399n, 400n, 401n), fc.bigInt(0n, 10n ** 24n))
  const one = fc.record({
    reward: amount,
    tip: amount,
    runPay: amount,
    stake: amount,
    outcome: fc.nat(outcomes.length - 1),
    auditors: fc.nat(2),
    runs: fc.nat(6),
    appealed: fc.boolean(),
    spare: amount,
  })
  return sample(one, 200).map(({ reward, tip, runPay, stake, outcome, auditors: wanted, runs, appealed, spare }) => {
    const kind = outcomes[outcome] ?? 'accepted'
    const auditors = kind === 'undecided' || kind === 'failed alike' ? 0 : wanted
    const verifyShare = BigInt(auditors) * runPay + spare
    const fee = (reward + tip) / 400n + ((reward + tip) % 400n === 0n ? 0n : 1n)
    const isPaid = kind === 'accepted' || kind === 'auditor lost'
    const lost = kind === 'worker lost' || kind === 'auditor lost' ? (appealed ? 2n * stake : stake) : 0n
    const half = reward / 2n < lost ? reward / 2n : lost
    const runsOfStake = BigInt(runs) * runPay < lost - half ? BigInt(runs) * runPay : lost - half
    const shared = kind === 'undecided' && runs > 0 ? reward - (reward % BigInt(runs)) : 0n
    const poison = kind === 'failed alike' ? (reward * 3n) / 10n : 0n
    const worker = (kind === 'worker lost' || kind === 'not revealed' ? 0n : stake) + (isPaid ? reward + tip - fee : 0n)
    const submitter = spare + (isPaid ? 0n : reward + tip + fee - shared - poison) + half
    const burned = lost - half - runsOfStake + poison + (kind === 'not revealed' ? stake : 0n)
    const payouts = { worker, auditors: BigInt(auditors) * runPay, runs: runsOfStake + shared, submitter, fees: isPaid ? 2n * fee : 0n, burned }
    return {
      reward,
      tip,
      verifyShare,
      runPay,
      stake,
      outcome,
      auditorCount: auditors,
      runCount: runs,
      appealed,
      escrow: reward + tip + verifyShare + fee,
      ...payouts,
    }
  })
}

function trees() {
  return [1, 2, 3, 64, 255, 256].flatMap((chunks) => {
    const outputs = Array.from({ length: chunks }, (_, chunk) => word(BigInt(keccak256(toHex(chunk))) % (space - 1n)))
    const depth = Math.ceil(Math.log2(chunks))
    const node = (height: number, place: number): Hex => {
      const output = outputs[place]
      if (height === 0)
        return output === undefined
          ? word(0)
          : hashOf(['bytes32', 'uint256', 'bytes32'], [stringToHex('Infinitio chunk', { size: 32 }), BigInt(place), output])
      const [left, right] = [node(height - 1, 2 * place), node(height - 1, 2 * place + 1)]
      return BigInt(left) === 0n && BigInt(right) === 0n
        ? word(0)
        : hashOf(['bytes32', 'bytes32', 'bytes32'], [stringToHex('Infinitio chunks', { size: 32 }), left, right])
    }
    return [...new Set([0, chunks >> 1, chunks - 1])].map((chunk) => ({
      chunks,
      chunk,
      output: outputs[chunk] ?? word(0),
      root: node(depth, 0),
      path: Array.from({ length: depth }, (_, height) => node(height, (chunk >> height) ^ 1)),
    }))
  })
}

/** Returns whether draw ⁄ 2²⁵⁶ < reach ⁄ total, compared as fractions. */
function isBelow(draw: bigint, reach: bigint, total: bigint): boolean {
  return draw * total < reach * space
}

function hashOf(types: readonly string[], values: readonly (Hex | Address | bigint)[]): Hex {
  return keccak256(
    encodeAbiParameters(
      types.map((type) => ({ type })),
      values,
    ),
  )
}

function sample<T>(arbitrary: fc.Arbitrary<T>, count: number): T[] {
  return fc.sample(arbitrary, { seed, numRuns: count })
}
