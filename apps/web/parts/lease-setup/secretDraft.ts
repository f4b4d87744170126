/** A secret while the user types it. `key` identifies its row. The secret is stored only in the memory of this page. */
export type SecretDraft = { readonly key: number; readonly name: string; readonly value: string }

/** Returns the rows that are not empty. */
export function writtenSecrets(drafts: readonly SecretDraft[]): readonly SecretDraft[] {
  return drafts.filter(({ name, value }) => name !== '' || value !== '')
}

/** Returns the values of the rows that are not empty, by name. */
export function valuesOf(drafts: readonly SecretDraft[]): Record<string, string> {
  return Object.fromEntries(writtenSecrets(drafts).map(({ name, value }) => [name, value]))
}
