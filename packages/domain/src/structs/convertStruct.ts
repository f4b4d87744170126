import { type FieldForm, type FieldKind, fieldKinds } from './fieldKinds.ts'
import { type FieldSpecs, kindOf, type KindOf, type Struct, type StructValue } from './defineStruct.ts'

type FormOf<Kind extends FieldKind> = (typeof fieldKinds)[Kind]['form']
type Plain<Kind extends FieldKind> = Kind extends 'flag' ? boolean : number
type WireField<Kind extends FieldKind> = FormOf<Kind> extends 'text' | 'decimal' ? string : FormOf<Kind> extends 'integer' ? number : Plain<Kind>
type ChainField<Kind extends FieldKind> =
  FormOf<Kind> extends 'text' ? `0x${string}` : FormOf<Kind> extends 'decimal' ? bigint : FormOf<Kind> extends 'integer' ? number : Plain<Kind>

type SourceField<Kind extends FieldKind> =
  FormOf<Kind> extends 'text' ? string : FormOf<Kind> extends 'decimal' ? bigint : FormOf<Kind> extends 'integer' ? number | bigint : Plain<Kind>

/** A struct in JSON. */
export type StructWire<S extends Struct> = { [Name in keyof S['specs']]: WireField<KindOf<S['specs'][Name]>> }
/** The type of a struct's values in the form in which viem encodes them for the contract's ABI. */
export type StructTuple<S extends Struct> = { [Name in keyof S['specs']]: ChainField<KindOf<S['specs'][Name]>> }
/** The type of a struct's values in the form in which viem decodes them or a database row stores them. */
export type StructSource<S extends Struct> = { readonly [Name in keyof S['specs']]: SourceField<KindOf<S['specs'][Name]>> }

/** Converts a struct from its parsed JSON form to our types. The schema has already checked the bounds of each field. */
export function structFromWire<S extends Struct>(struct: S, wire: StructWire<S>): StructValue<S> {
  return converted(struct, wire, fromWire)
}

/** Converts a struct from our types to its JSON form; the inverse of `structFromWire`. */
export function structToWire<S extends Struct>(struct: S, value: StructValue<S>): StructWire<S> {
  return converted(struct, value, toWire)
}

/** Converts a struct from our types to the form that viem encodes for the contract. */
export function structToChain<S extends Struct>(struct: S, value: StructValue<S>): StructTuple<S> {
  return converted(struct, value, toChain)
}

/** Converts a struct to our types. `source` is the struct as viem decodes it or as a database row stores it. Accepts addresses with capital letters. */
export function structFromChain<S extends Struct>(struct: S, source: StructSource<S>): StructValue<S> {
  return converted(struct, source, fromChain)
}

type Raw = string | number | bigint | boolean
type Step = (value: Raw) => unknown
type Steps = Record<FieldForm, (brand: Step) => Step>

const itself: Step = (value) => value
const unchanged = () => itself
const fromWire: Steps = {
  text: (brand) => brand,
  decimal: (brand) => (value) => brand(BigInt(value)),
  integer: (brand) => (value) => brand(BigInt(value)),
  plain: unchanged,
}
const toWire: Steps = { text: unchanged, decimal: () => String, integer: () => Number, plain: unchanged }
const toChain: Steps = { text: unchanged, decimal: unchanged, integer: () => Number, plain: unchanged }
const fromChain: Steps = { ...fromWire, text: (brand) => (value) => brand(String(value).toLowerCase()) }

/** The plan of a conversion of one struct in one direction: the names of its fields, and a function for each field. */
type Plan = { readonly names: readonly string[]; readonly steps: readonly Step[] }
const plans = new Map<Steps, WeakMap<object, Plan>>([fromWire, toWire, toChain, fromChain].map((steps) => [steps, new WeakMap()]))

/**
 * Converts each field of a struct, in the struct's sequence, and leaves out other fields. Every order is converted here, so the plan of each struct is cached.
 */
function converted<Result>({ specs }: Struct, source: object, steps: Steps): Result {
  const known = plans.get(steps) as WeakMap<object, Plan>
  let plan = known.get(specs)
  if (plan === undefined) {
    plan = planOf(specs, steps)
    known.set(specs, plan)
  }
  const values = source as Record<string, Raw>
  const result: Record<string, unknown> = {}
  for (let at = 0; at < plan.names.length; at += 1) {
    const name = plan.names[at] as string
    const value = values[name] as Raw
    const step = plan.steps[at] as Step
    result[name] = step === itself ? value : step(value)
  }
  return result as Result
}

function planOf(specs: FieldSpecs, steps: Steps): Plan {
  const kinds = Object.values(specs).map((spec) => fieldKinds[kindOf(spec)])
  return { names: Object.keys(specs), steps: kinds.map(({ form, brand }) => steps[form](brand as unknown as Step)) }
}

/**
 * Returns the values of a struct's fields in the ABI's layout, in sequence: for each, the number that its 32 bytes contain. Leaves out the fields of `without`.
 */
export function wordsOf<S extends Struct, const Left extends keyof S['specs'] & string>(
  { specs }: S,
  value: Omit<StructValue<S>, Left>,
  { without }: { without: readonly Left[] },
): bigint[] {
  const left: readonly string[] = without
  const names = Object.keys(specs).filter((name) => !left.includes(name))
  return names.map((name) => BigInt((value as Readonly<Record<string, bigint | number | string | boolean>>)[name] as bigint))
}
