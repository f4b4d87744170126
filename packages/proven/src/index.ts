export { fieldOrder } from './field.ts'
export { provenKeyOf, recoverProven, signProven } from './provenKeys.ts'
export { hashOfRows, packProvenRows, pointOfRows, type ProvenRow, type RowsOwner, valueOfRows } from './provenRows.ts'
export { hashProvenVoucher, provenDomainOf } from './provenVoucher.ts'
