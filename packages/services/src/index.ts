export { type ListRow, packListRows, packVoucherRows, type VoucherRow } from './packRows.ts'
export { type ClaimShares, serviceFeeBps, shareClaim } from './shareClaim.ts'
