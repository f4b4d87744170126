/**
 * The address at which a relay (a process of the lease's user) listens or to which it connects. It is a list of network addresses to try in order, or the path
 * of a socket file. `below` is the folder that the path must be in. If it is null, the file must belong to the user of the process.
 */
export type RelayPlace = { addresses: readonly string[]; port: number } | { path: string; below: string | null }

/** A request from the agent to a relay process to connect, to listen or to stop listening. */
export type RelayOrder =
  | { id: number; kind: 'connect'; place: RelayPlace }
  | { id: number; kind: 'listen'; place: RelayPlace }
  | { id: number; kind: 'unlisten' }

/** An answer of a relay. `connected` and `accepted` come with a socket. `id` is the id of the request that is answered. */
export type RelayAnswer =
  | { id: number; kind: 'connected' }
  | { id: number; kind: 'listening'; port: number | null }
  | { id: number; kind: 'accepted' }
  | { id: number; kind: 'failed'; reason: string }
