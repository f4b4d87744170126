import type { StoredField } from './storageLayouts.ts'

/** Returns the names of the fields of `before` that `after` moves or changes, also inside structs. New fields are allowed only after the existing ones. */
export function movedFields({ before, after }: { before: readonly StoredField[]; after: readonly StoredField[] }): string[] {
  return before.flatMap((field, index) => {
    const now = after[index]
    const same = now !== undefined && now.label === field.label && now.slot === field.slot && now.offset === field.offset && now.type === field.type
    if (!same) return [field.label]
    return movedFields({ before: field.fields ?? [], after: now.fields ?? [] }).map((inner) => `${field.label}.${inner}`)
  })
}
