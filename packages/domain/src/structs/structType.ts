import { utf8ToBytes } from '@noble/hashes/utils.js'
import { type Keccak, keccak256, keccak256Hex } from '../hashing/keccak256.ts'
import { packStruct } from './packStruct.ts'

/** One field of an EIP-712 struct, in the contract's spelling. Only static types occur in our orders. */
export type StructField = { readonly name: string; readonly type: 'address' | 'bytes32' | 'bool' | `uint${number}` }

/** An EIP-712 struct: its name, its fields in signing order, and the hash of both. */
export type StructType = { readonly name: string; readonly fields: readonly StructField[]; readonly typeHash: bigint }

/** What a field of an order may hold in TypeScript. */
export type FieldValue = bigint | number | boolean | string

/** The EIP-712 form of a struct: its fields in the order given, and the hash of both. */
export function structType(name: string, fields: readonly StructField[]): StructType {
  const signature = `${name}(${fields.map((field) => `${field.type} ${field.name}`).join(',')})`
  return { name, fields, typeHash: BigInt(keccak256Hex(utf8ToBytes(signature))) }
}

/** EIP-712 hashStruct: keccak256(typeHash ‖ fields). Asserts that each value fits the type it is signed as. `keccak` is ours or a faster one. */
export function hashStruct(type: StructType, values: object, keccak: Keccak = keccak256): Uint8Array {
  return keccak(packStruct(type, values))
}
