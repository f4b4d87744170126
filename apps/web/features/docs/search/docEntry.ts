/** Holds one result that the search of the docs can find: a section of a guide, an error, a command or an endpoint. */
export type DocEntry = {
  readonly kind: 'guide' | 'error' | 'command' | 'endpoint'
  readonly title: string
  /** The guide of a section, or the kind of the entry, in the reader's language. */
  readonly page: string
  readonly href: string
  readonly text: string
}
