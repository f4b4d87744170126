/**
 * Limits of probes. A machine on a slow line is asked for `firstBytes` only; one that is faster is asked for `mostBytes`. Gateway and machine send no more than
 * `budgetBytes` for one validator, machine and hour, so that a probe cannot be used to fill a line.
 */
export const probeLimits = {
  echoes: 3,
  firstBytes: 1024 * 1024,
  mostBytes: 8 * 1024 * 1024,
  /** Both directions twice: once with `firstBytes` and once with `mostBytes`, and once more after a broken connection. */
  budgetBytes: 40 * 1024 * 1024,
  /** Exchanges of one validator with one machine through one gateway in an hour. */
  exchanges: 24,
  /** Validators that probe one machine in an hour. */
  probers: 5,
  exchangeMs: 15_000,
  /** Records in one report. */
  records: 200,
  /** Gateways through which a machine is probed. */
  gateways: 8,
} as const

/** The second of an hour until which a machine is probed, and the second until which the board takes records. After it the records of the hour never change. */
export const probeSeconds = { begin: 0, end: 3_300, closed: 3_540 } as const
