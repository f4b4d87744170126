import type { Command } from 'commander'

/** The helpers that the program gives each noun to add its commands. */
export type Program = {
  /** Adds the options that every command of a market takes: where the market is, which key signs, and `--json`. */
  readonly withCommon: (command: Command) => Command
  /** Runs an action. The process ends with the number that the action resolves with, 0 without one, or the code of the error that it throws, which is printed. */
  readonly run: (options: { json: boolean }, action: () => Promise<number> | Promise<void>) => Promise<void>
}
