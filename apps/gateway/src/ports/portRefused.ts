import type { ErrorCode } from '@infinitio/domain'

/** Why a request got no answer of the workload's. */
export class PortRefused extends Error {
  readonly code: ErrorCode

  constructor(code: ErrorCode) {
    super(code)
    this.code = code
  }
}

/** The code of what went wrong on the way to a workload; what broke there without one is a program that hung up. */
export function refusedCode(error: unknown): ErrorCode {
  return error instanceof PortRefused ? error.code : 'node.port_closed'
}
