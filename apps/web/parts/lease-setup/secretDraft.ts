/** A secret as it is being written; `key` tells rows apart. It is only in the memory of this page. */
export type SecretDraft = { readonly key: number; readonly name: string; readonly value: string }

/** The rows that are not empty. */
export function writtenSecrets(drafts: readonly SecretDraft[]): readonly SecretDraft[] {
  return drafts.filter(({ name, value }) => name !== '' || value !== '')
}

/** Their values by name. */
export function valuesOf(drafts: readonly SecretDraft[]): Record<string, string> {
  return Object.fromEntries(writtenSecrets(drafts).map(({ name, value }) => [name, value]))
}
