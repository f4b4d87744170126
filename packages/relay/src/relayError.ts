import { type ErrorCode, errorTable } from '@infinitio/domain'

/** A refusal of a service or of the proxy, with its code from the error table. The detail names the wrong value. */
export class RelayError extends Error {
  readonly code: ErrorCode
  readonly detail: string

  constructor(code: ErrorCode, detail = '') {
    super(detail === '' ? errorTable[code].sentence : `${errorTable[code].sentence} [${detail}]`)
    this.name = 'RelayError'
    this.code = code
    this.detail = detail
  }
}
