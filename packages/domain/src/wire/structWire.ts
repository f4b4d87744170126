import { z } from 'zod'
import { type FieldKind, type FieldSpec, fieldKinds, kindOf, type KindOf, type Struct, type StructWire } from '../index.ts'
import { address, bps, hex32, intBetween, leaseId, uint8, uint16, uint32, uint40, uint64, uint96, uint128, uint256 } from './scalars.ts'

/** For each kind of field in our structs, the schema of its JSON form, with the bounds of the kind. */
const schemas = {
  account: address,
  node: hex32,
  workload: hex32,
  order: hex32,
  bytes32: hex32,
  lease: leaseId,
  price: uint96,
  amount: uint128,
  nonce: uint64,
  mask: uint256,
  sessionAmount: uint64.describe('Decimal string, 1e-9 PToken.'),
  bps,
  seconds: uint32,
  time: uint40,
  count8: uint8,
  count16: uint16,
  count32: uint32,
  flag: z.boolean(),
} as const satisfies Record<FieldKind, z.ZodType>

/** The schemas of a struct's fields by name. */
export type StructShape<S extends Struct> = { [Name in keyof S['specs']]: z.ZodType<StructWire<S>[Name], StructWire<S>[Name]> }

/**
 * Returns the schemas of a struct's fields, so that they can be used in an object with further fields, such as a signature. Bounds and descriptions come from
 * the fields.
 */
export function structShape<S extends Struct>({ specs }: S): StructShape<S> {
  return Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, schemaOf(spec)])) as unknown as StructShape<S>
}

/** Returns the zod schema for the JSON form of a struct. */
export function structWire<S extends Struct>(struct: S): z.ZodObject<StructShape<S>, z.core.$strict> {
  return z.strictObject(structShape(struct))
}

function schemaOf(spec: FieldSpec): z.ZodType {
  const kind = kindOf(spec)
  if (typeof spec === 'string') return schemas[kind]
  const { least, most, about } = spec
  const schema = least === undefined && most === undefined ? schemas[kind] : intBetween(least ?? 0, most ?? mostOf(kind))
  return about === undefined ? schema : schema.describe(about)
}

/** Returns the largest number of a Solidity integer type. Only kinds that are numbers in JSON have bounds. */
function mostOf(kind: KindOf<FieldSpec>): number {
  return 2 ** Number(fieldKinds[kind].solidity.slice('uint'.length)) - 1
}
