import type { Struct, StructValue } from './defineStruct.ts'

/** The fields of a value as the chain's ABI lays them out, one word each and in their order, without those that are left out. */
export function wordsOf<S extends Struct, const Left extends keyof S['specs'] & string>(
  { specs }: S,
  value: Omit<StructValue<S>, Left>,
  { without }: { without: readonly Left[] },
): bigint[] {
  const left: readonly string[] = without
  const names = Object.keys(specs).filter((name) => !left.includes(name))
  return names.map((name) => BigInt((value as Readonly<Record<string, bigint | number | string | boolean>>)[name] as bigint))
}
