import { ownAddress } from '#web/features/docs/ownAddress.ts'

/** One entry that the search of the docs can find: a section of a guide, an error, a command or an endpoint. */
export type DocEntry = {
  readonly kind: 'guide' | 'error' | 'command' | 'endpoint'
  readonly title: string
  /** The title of the guide that contains the section. Empty for entries of other kinds. */
  readonly page: string
  readonly href: string
  readonly text: string
}

/** Returns the entries with the address of this market in their commands, as on the pages of the guides. `page` is the URL of the page. Pure. */
export function withOwnAddress<Entry extends DocEntry>(entries: readonly Entry[], page: string): Entry[] {
  return entries.map((entry) => ({ ...entry, text: ownAddress(entry.text, page) }))
}
