import { address, type Address } from '../ids/address.ts'
import { hex32, type Hex32 } from '../hashing/hex32.ts'
import { leaseId, type LeaseId } from '../ids/marketIds.ts'
import { nodeId, type NodeId } from '../ids/nodeId.ts'
import { orderHash, type OrderHash, workloadHash, type WorkloadHash } from '../ids/hashes.ts'
import { bps, type Bps } from '../units/bps.ts'
import { durationSeconds, type DurationSeconds, unixSeconds, type UnixSeconds } from '../units/seconds.ts'
import { pTokenUnits, type PTokenUnits } from '../units/pTokenUnits.ts'

/** For each kind of field, the TypeScript type of its values. */
export type FieldValues = {
  readonly account: Address
  readonly node: NodeId
  readonly workload: WorkloadHash
  readonly order: OrderHash
  readonly bytes32: Hex32
  readonly lease: LeaseId
  readonly price: PTokenUnits
  readonly amount: PTokenUnits
  readonly nonce: bigint
  readonly mask: bigint
  readonly sessionAmount: bigint
  readonly bps: Bps
  readonly seconds: DurationSeconds
  readonly time: UnixSeconds
  readonly count8: number
  readonly count16: number
  readonly count32: number
  readonly flag: boolean
}

/** The name of a kind of field. The kind decides the unit and the types in Solidity, TypeScript and JSON. */
export type FieldKind = keyof FieldValues

/**
 * The forms of a field in JSON and in viem. `text`: the same text everywhere. `decimal`: a bigint, in JSON a decimal string. `integer`: a bigint in our code, a
 * number in JSON and in viem, which uses numbers for integers of at most 48 bits. `plain`: a number or a boolean everywhere.
 */
export type FieldForm = 'text' | 'decimal' | 'integer' | 'plain'

/** The properties of one kind of field. `brand` converts a text or a bigint to the TypeScript type of the kind, and asserts that it is valid. */
type Kind = {
  readonly solidity: 'address' | 'bytes32' | 'bool' | `uint${number}`
  readonly form: FieldForm
  readonly brand: (value: never) => unknown
}

const itself = (value: bigint) => value

/** Every kind of field in our structs. */
export const fieldKinds = {
  account: { solidity: 'address', form: 'text', brand: address },
  /** A machine; zero means no machine. */
  node: { solidity: 'bytes32', form: 'text', brand: nodeId },
  workload: { solidity: 'bytes32', form: 'text', brand: workloadHash },
  order: { solidity: 'bytes32', form: 'text', brand: orderHash },
  bytes32: { solidity: 'bytes32', form: 'text', brand: hex32 },
  lease: { solidity: 'uint256', form: 'decimal', brand: leaseId },
  /** Prices and fees in PToken base units (1e-18). */
  price: { solidity: 'uint96', form: 'decimal', brand: pTokenUnits },
  /** Sums of money in PToken base units (1e-18). */
  amount: { solidity: 'uint256', form: 'decimal', brand: pTokenUnits },
  nonce: { solidity: 'uint64', form: 'decimal', brand: itself },
  /** A bit mask with one bit for each id of a catalogue. */
  mask: { solidity: 'uint256', form: 'decimal', brand: itself },
  /** An amount of a session key in units of 1e-9 PToken. */
  sessionAmount: { solidity: 'uint64', form: 'decimal', brand: itself },
  bps: { solidity: 'uint16', form: 'integer', brand: bps },
  seconds: { solidity: 'uint32', form: 'integer', brand: durationSeconds },
  /** Unix seconds of the block clock. */
  time: { solidity: 'uint40', form: 'integer', brand: unixSeconds },
  count8: { solidity: 'uint8', form: 'plain', brand: itself },
  count16: { solidity: 'uint16', form: 'plain', brand: itself },
  count32: { solidity: 'uint32', form: 'plain', brand: itself },
  flag: { solidity: 'bool', form: 'plain', brand: itself },
} as const satisfies Record<FieldKind, Kind>
