import type { Address, LeaseId, LeaseTerms } from '@infinitio/domain'

/** A call about one lease: which market, which lease, and its terms as they stand now. */
export type LeaseCall = { readonly market: Address; readonly leaseId: LeaseId; readonly terms: LeaseTerms }
