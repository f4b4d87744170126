/**
 * The codes with which a machine gives up a task (`TaskPool.release(code)`), because the adapter ended without outputs. If three providers give up a task with
 * the same code, the task ends and its submitter pays for it. So the meaning of a code must never change. From 100 on, the submitter is at fault; from 200 on,
 * a limit was reached; from 300 on, the machine is at fault.
 */
export const adapterCodes = {
  /** The text of the input is invalid: it is not in canonical form, has an unknown key, or has a value out of its bounds. */
  inputInvalid: 100,
  /** The program needs something that the adapter never runs, such as a second statement, another file, or a function that differs between machines. */
  programRefused: 101,
  /** The program is allowed but failed, for example because of a missing column, a division by zero or a trap. */
  programFailed: 102,
  /** A file has the promised SHA-256, but the adapter cannot read it. */
  fileUnreadable: 103,
  /** The output of a chunk (part of a task) is larger than the adapter allows. */
  outputTooLarge: 104,
  /** The run did not end in its time. */
  tooLong: 200,
  /** The run needed more memory than its limit. */
  tooMuchMemory: 201,
  /** A file is missing on this machine, or its SHA-256 differs from the one in the input. */
  fileWrong: 300,
  /** The adapter itself failed: its process could not start or ended without a reply. */
  adapterFault: 301,
} as const

/** The name of a reason, such as `tooLong`. */
export type AdapterReason = keyof typeof adapterCodes

/** The position of an error in a text of the submitter: the field of the input, the line in this field (counted from 1), and the name that is wrong. */
export type FaultPlace = { readonly field?: string; readonly line?: number; readonly name?: string }

/** The error of a run that ended without outputs: the reason, its code and, if the submitter is at fault, the position. */
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
