import { type Hex, isHex, keccak256, toRlp } from 'viem'
import { ChainContradiction } from './chainContradiction.ts'

/** A block's header as a node returns it, with all fields in hex. Fields of later forks may be absent. */
export type RpcHeader = {
  readonly hash: Hex
  readonly number: Hex
  readonly parentHash: Hex
  readonly timestamp: Hex
  readonly logsBloom: Hex
  readonly receiptsRoot: Hex
  /** The hashes of the block's transactions. */
  readonly transactions: readonly Hex[]
  readonly [field: string]: unknown
}

const hexFields = ['hash', 'number', 'parentHash', 'timestamp', 'logsBloom', 'receiptsRoot'] as const

/**
 * The fields of an Ethereum block header, in the order in which they are hashed. Numbers are hashed without leading zeros. The last fields exist only in blocks
 * after later forks of Ethereum.
 */
const fields: readonly { name: string; isNumber: boolean }[] = [
  { name: 'parentHash', isNumber: false },
  { name: 'sha3Uncles', isNumber: false },
  { name: 'miner', isNumber: false },
  { name: 'stateRoot', isNumber: false },
  { name: 'transactionsRoot', isNumber: false },
  { name: 'receiptsRoot', isNumber: false },
  { name: 'logsBloom', isNumber: false },
  { name: 'difficulty', isNumber: true },
  { name: 'number', isNumber: true },
  { name: 'gasLimit', isNumber: true },
  { name: 'gasUsed', isNumber: true },
  { name: 'timestamp', isNumber: true },
  { name: 'extraData', isNumber: false },
  { name: 'mixHash', isNumber: false },
  { name: 'nonce', isNumber: false },
  { name: 'baseFeePerGas', isNumber: true },
  { name: 'withdrawalsRoot', isNumber: false },
  { name: 'blobGasUsed', isNumber: true },
  { name: 'excessBlobGas', isNumber: true },
  { name: 'parentBeaconBlockRoot', isNumber: false },
  { name: 'requestsHash', isNumber: false },
]

/**
 * Returns the bytes of a block's header, made from its fields. The hash of these bytes is the block's hash. Throws ChainContradiction when a field is not hex.
 */
export function encodeHeader(header: RpcHeader): Hex {
  const present = fields.filter(({ name }) => header[name] !== undefined && header[name] !== null)
  try {
    return toRlp(present.map(({ name, isNumber }) => (isNumber ? minimal(header[name] as Hex) : (header[name] as Hex))))
  } catch (cause) {
    throw new ChainContradiction('a block header cannot be hashed', { cause })
  }
}

/**
 * Returns the hash of a block header from its fields (yellow paper 4.4.3; EIP-1559, 4895, 4844, 4788, 7685). So a node cannot change the parent, time, receipts
 * root or bloom filter without changing this hash. Throws ChainContradiction when a field is not hex.
 */
export function headerHash(header: RpcHeader): Hex {
  return keccak256(encodeHeader(header))
}

function minimal(quantity: Hex): Hex {
  const digits = quantity.slice(2).replace(/^0+/, '')
  return digits === '' ? '0x' : `0x${digits.length % 2 === 0 ? digits : `0${digits}`}`
}

/** Parses a header from a node's answer. Throws ChainContradiction for another answer. */
export function parseRpcHeader(answer: unknown): RpcHeader {
  const header = answer as RpcHeader
  if (typeof answer !== 'object' || answer === null || !hexFields.every((field) => isHex(header[field])) || !Array.isArray(header.transactions))
    throw new ChainContradiction('an answer that should be a block is none')
  return header
}
