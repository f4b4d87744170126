import { type ErrorCode, errorTable } from '@infinitio/domain'

/** A refusal of a service or of the proxy, with its code from the one table. The detail says which value was wrong. */
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
