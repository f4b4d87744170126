import type { CommandSource } from '@infinitio/db'

/** The matching code threw on a command: a bug of ours. The book must not be used any more. */
export class CommandFailed extends Error {
  override name = 'CommandFailed'
  readonly source: CommandSource
  readonly id: bigint

  constructor({ source, id, cause }: { source: CommandSource; id: bigint; cause: unknown }) {
    super(`${source} command ${id} could not be judged: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    this.source = source
    this.id = id
  }
}
