import { type StructType, structType } from './structType.ts'
import { type FieldForm, type FieldKind, fieldKinds, type FieldValues } from './fieldKinds.ts'

/** One field: its kind, and where they are narrower than the kind's, the bounds of what may be sent. `about` is for the document of the API. */
export type FieldSpec = FieldKind | { readonly kind: FieldKind; readonly least?: number; readonly most?: number; readonly about?: string }

/** The fields of a struct by name, in the order in which they are signed and hashed. */
export type FieldSpecs = Readonly<Record<string, FieldSpec>>

/** A struct that is signed or hashed: what EIP-712 needs of it, and what each field holds. */
export type Struct<Specs extends FieldSpecs = FieldSpecs> = StructType & { readonly specs: Specs }

/** The kind of a field. */
export type KindOf<Spec> = Spec extends FieldKind ? Spec : Spec extends { readonly kind: infer Kind extends FieldKind } ? Kind : never

/** A value of a struct in TypeScript. */
export type StructValue<S extends Struct> = { readonly [Name in keyof S['specs']]: FieldValues[KindOf<S['specs'][Name]>] }

/**
 * Defines a struct once. Its TypeScript type, its EIP-712 form, its wire schema, the conversions and the tuple for the chain follow from it; a test holds it
 * to the struct and the type string in Solidity.
 */
export function defineStruct<const Specs extends FieldSpecs>(name: string, specs: Specs): Struct<Specs> {
  const fields = Object.entries(specs).map(([field, spec]) => ({ name: field, type: fieldKinds[kindOf(spec)].solidity }))
  return { ...structType(name, fields), specs }
}

/** The kind of a field of any struct. */
export function kindOf(spec: FieldSpec): FieldKind {
  return typeof spec === 'string' ? spec : spec.kind
}

/** Names of the fields that travel in one of these forms. A bigint of ours has the form `decimal` or `integer`. */
export function fieldsOfForm({ specs }: Struct, ...forms: readonly FieldForm[]): string[] {
  return Object.entries(specs).flatMap(([name, spec]) => (forms.includes(fieldKinds[kindOf(spec)].form) ? [name] : []))
}
