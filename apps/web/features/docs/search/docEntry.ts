/** One entry that the search of the docs can find: a section of a guide, an error, a command or an endpoint. */
export type DocEntry = {
  readonly kind: 'guide' | 'error' | 'command' | 'endpoint'
  readonly title: string
  /** The title of the guide that contains the section. Empty for entries of other kinds. */
  readonly page: string
  readonly href: string
  readonly text: string
}
