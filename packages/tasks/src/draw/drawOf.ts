import { type Address, type Hex32, keccak256Hex, packWords } from '@infinitio/domain'

/** The number of possible draws. A draw is the random number of an account for a task: a whole number from 0 to `drawSpace` − 1, each equally likely. */
export const drawSpace = 2n ** 256n

/**
 * Returns the seed of a task's draws (random selections of its workers): keccak256(abi.encode(hash of the block after the submission, newest beacon seed,
 * task)). Nobody knows it when the task is submitted. The producer of that block can influence the hash a little, which the pool accepts.
 */
export function taskSeed({ blockHash, beaconSeed, task }: { blockHash: Hex32; beaconSeed: Hex32; task: Hex32 }): Hex32 {
  return hashWords([blockHash, beaconSeed, task])
}

/**
 * Returns the draw (random number) of an account for a seed: keccak256(abi.encode(seed, account)). The accounts with the lowest draws, relative to their
 * stakes, may take a task first. A draw depends on the account and not on the machine, so more machines get no more draws.
 */
export function drawOf(seed: Hex32, account: Address): bigint {
  return BigInt(hashWords([seed, account]))
}

function hashWords(words: readonly string[]): Hex32 {
  return keccak256Hex(packWords(words.map((word) => BigInt(word))))
}
