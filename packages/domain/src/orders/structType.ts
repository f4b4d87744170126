import { utf8ToBytes } from '@noble/hashes/utils.js'
import { assert } from '../assert.ts'
import { keccak256Hex } from './keccak256.ts'
import { packWords } from './packWords.ts'

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

/** EIP-712 hashStruct: keccak256(typeHash ‖ fields). Asserts that each value fits the type it is signed as. */
export function hashStruct(type: StructType, values: object): bigint {
  const record = values as Record<string, FieldValue | undefined>
  const words = type.fields.map((field) => fieldWord(field, record[field.name]))
  return BigInt(keccak256Hex(packWords([type.typeHash, ...words])))
}

function fieldWord(field: StructField, value: FieldValue | undefined): bigint {
  assert(value !== undefined, `${field.name} is present`)
  const word = BigInt(value)
  assert(word >= 0n && word < 2n ** BigInt(bitsOf(field.type)), `${field.name} fits ${field.type}`)
  return word
}

function bitsOf(type: StructField['type']): number {
  if (type === 'bool') return 1
  if (type === 'address') return 160
  if (type === 'bytes32') return 256
  return Number(type.slice('uint'.length))
}
