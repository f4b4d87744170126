import type { Json } from '../json/chosenFields.ts'
import type { Command } from 'commander'

/** The helpers with which each noun (such as `lease`) adds its commands to the program. */
export type Program = {
  /** Adds the options that every command needs: the URL of the market, the key that signs, and `--json`. */
  readonly withCommon: (command: Command) => Command
  /**
   * Runs an action and sets the exit code. The code is the number that the action resolves with, or 0. An error is
   * printed, and its code from the error table becomes the exit code.
   */
  readonly run: (options: { json: Json; apiKey?: string | undefined }, action: () => Promise<number> | Promise<void>) => Promise<void>
}
