/** A node of the tree that DuckDB's parser made of a query. */
export type ParsedNode = { readonly [key: string]: unknown }

/** Returns a field of a node if it is a text, otherwise ''. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** Returns the texts in a field of a node if it is a list, otherwise none. */
export function namesOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}
