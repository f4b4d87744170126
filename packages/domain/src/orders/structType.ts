import { utf8ToBytes } from '@noble/hashes/utils.js'
import { assert } from '../assert.ts'
import { type Keccak, keccak256, keccak256Hex } from './keccak256.ts'
import { packStruct } from './packStruct.ts'

/** One field of an EIP-712 struct, in the contract's spelling. Only static types occur in our orders. */
export type StructField = { readonly name: string; readonly type: 'address' | 'bytes32' | 'bool' | `uint${number}` }

/** An EIP-712 struct: its name, its fields in signing order, and the hash of both. */
export type StructType = { readonly name: string; readonly fields: readonly StructField[]; readonly typeHash: bigint }

/** What a field of an order may hold in TypeScript. */
export type FieldValue = bigint | number | boolean | string

/** Describes a struct from the text after its name, as written in Solidity: `address provider,uint96 price`. */
export function structType(name: string, fieldList: string): StructType {
  const fields = fieldList.split(',').map((part) => {
    const [type, field] = part.trim().split(' ')
    assert(type !== undefined && field !== undefined, 'a field is written "type name"')
    return { name: field, type: type as StructField['type'] }
  })
  const signature = `${name}(${fields.map((field) => `${field.type} ${field.name}`).join(',')})`
  return { name, fields, typeHash: BigInt(keccak256Hex(utf8ToBytes(signature))) }
}

/** EIP-712 hashStruct: keccak256(typeHash ‖ fields). Asserts that each value fits the type it is signed as. `keccak` is ours or a faster one. */
export function hashStruct(type: StructType, values: object, keccak: Keccak = keccak256): Uint8Array {
  return keccak(packStruct(type, values))
}
