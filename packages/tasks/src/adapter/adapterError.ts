/**
 * Why an adapter ended without outputs. The numbers go into `TaskPool.release(code)`, where the same code from three providers ends the task at its submitter's
 * cost, so each has one meaning for ever. From 100 on it is the submitter's fault, from 200 on a limit was reached, from 300 on it is the machine's fault.
 */
export const adapterCodes = {
  /** The text of the input is not canonical, has an unknown key, or a value out of its bounds. */
  inputInvalid: 100,
  /** The program asks for what the adapter never runs: another statement, another file, a function that is not the same everywhere. */
  programRefused: 101,
  /** The program is allowed and failed: a column that does not exist, a division, a trap. */
  programFailed: 102,
  /** A file is what the input promised, and the adapter cannot read it. */
  fileUnreadable: 103,
  /** A chunk's output is larger than the adapter allows. */
  outputTooLarge: 104,
  /** The time of the run is over. */
  tooLong: 200,
  /** The run needed more memory than it may. */
  tooMuchMemory: 201,
  /** A file is missing on this machine, or its SHA-256 differs from the one in the input. */
  fileWrong: 300,
  /** The adapter itself failed: its process could not start or ended in silence. */
  adapterFault: 301,
} as const

/** The name of a reason. */
export type AdapterReason = keyof typeof adapterCodes

/** The place in a text of the submitter: a field of the input, its line from 1 on, and the name at fault. */
export type FaultPlace = { readonly field?: string; readonly line?: number; readonly name?: string }

/** A run that ended without outputs, with the reason, its code and, for the submitter's fault, the place. */
export class AdapterError extends Error {
  override readonly name = 'AdapterError'
  readonly reason: AdapterReason
  readonly place: FaultPlace

  constructor(reason: AdapterReason, message: string, place: FaultPlace = {}) {
    super(message)
    this.reason = reason
    this.place = place
  }

  /** The number for `TaskPool.release`. */
  get code(): number {
    return adapterCodes[this.reason]
  }

  /** Returns true if another machine would fail in the same way, so that the submitter has to change the job. */
  get isSubmittersFault(): boolean {
    return this.code >= 100 && this.code < 200
  }
}
