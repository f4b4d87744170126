/** Holds one result that the search of the docs can find: a section of a guide, an error, a command or an endpoint. */
export type DocEntry = {
  readonly kind: 'guide' | 'error' | 'command' | 'endpoint'
  readonly title: string
  /** The title of a section's guide. Empty for other kinds. */
  readonly page: string
  readonly href: string
  readonly text: string
}
