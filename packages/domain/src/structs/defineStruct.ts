import { type StructType, structType } from './structType.ts'
import { type FieldForm, type FieldKind, fieldKinds, type FieldValues } from './fieldKinds.ts'

/**
 * One field of a struct. It is written as its kind only, or as an object with the kind and with bounds for input. These bounds are narrower than the bounds of
 * the kind. The API document shows `about`.
 */
export type FieldSpec = FieldKind | { readonly kind: FieldKind; readonly least?: number; readonly most?: number; readonly about?: string }

/** The fields of a struct by name, in the sequence in which they are signed and hashed. */
export type FieldSpecs = Readonly<Record<string, FieldSpec>>

/** The type of a struct that is signed or hashed: its EIP-712 form and the kind of each field. */
export type Struct<Specs extends FieldSpecs = FieldSpecs> = StructType & { readonly specs: Specs }

/** The kind of a field. A field is written either as only its kind, or as an object with the kind and its bounds; this type accepts both forms. */
export type KindOf<Spec> = Spec extends FieldKind ? Spec : Spec extends { readonly kind: infer Kind extends FieldKind } ? Kind : never

/** The type of a struct's values in TypeScript. */
export type StructValue<S extends Struct> = { readonly [Name in keyof S['specs']]: FieldValues[KindOf<S['specs'][Name]>] }

/**
 * Defines a struct once. Its TypeScript type, its EIP-712 form, its wire schema, the conversions and the tuple for the chain follow from it. A
 * test compares it with the struct and the type string in Solidity.
 */
export function defineStruct<const Specs extends FieldSpecs>(name: string, specs: Specs): Struct<Specs> {
  const fields = Object.entries(specs).map(([field, spec]) => ({ name: field, type: fieldKinds[kindOf(spec)].solidity }))
  return { ...structType(name, fields), specs }
}

/** Returns the kind of a field. A field is written as its kind, or as an object with bounds. */
export function kindOf(spec: FieldSpec): FieldKind {
  return typeof spec === 'string' ? spec : spec.kind
}

/** Returns the names of a struct's fields that have one of these forms in JSON. Fields that are a bigint in our code have the form `decimal` or `integer`. */
export function fieldsOfForm({ specs }: Struct, ...forms: readonly FieldForm[]): string[] {
  return Object.entries(specs).flatMap(([name, spec]) => (forms.includes(fieldKinds[kindOf(spec)].form) ? [name] : []))
}
