import type { CommandSource } from '@infinitio/db'

/** The matching code threw on a command: a bug. The book must no longer be used. */
export class CommandFailed extends Error {
  override name = 'CommandFailed'
  readonly source: CommandSource
  readonly id: bigint
  /** The hash of the command's order, if its payload names one. */
  readonly orderHash: string | null

  constructor({ source, id, payload, cause }: { source: CommandSource; id: bigint; payload: string; cause: unknown }) {
    super(`${source} command ${id} could not be judged: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    this.source = source
    this.id = id
    this.orderHash = /"(?:orderHash|bidHash)":"(0x[0-9a-f]{64})"/.exec(payload)?.[1] ?? null
  }
}
