/** Where a relay connects or listens: addresses tried in order, or a path; `below` limits the path to a folder (null: to files of the own user). */
export type RelayPlace = { addresses: readonly string[]; port: number } | { path: string; below: string | null }

/** What the agent asks of a relay. */
export type RelayOrder =
  | { id: number; kind: 'connect'; place: RelayPlace }
  | { id: number; kind: 'listen'; place: RelayPlace }
  | { id: number; kind: 'unlisten' }

/** What a relay answers. `connected` and `accepted` come with a socket; `id` is that of the order. */
export type RelayAnswer =
  | { id: number; kind: 'connected' }
  | { id: number; kind: 'listening'; port: number | null }
  | { id: number; kind: 'accepted' }
  | { id: number; kind: 'failed'; reason: string }
