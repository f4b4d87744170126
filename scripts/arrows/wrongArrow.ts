// This import is forbidden on purpose. scripts/check.ts asserts that dependency-cruiser reports exactly this one, so that nobody trusts a checker that finds
// nothing.
import type { Address } from '@infinitio/domain'

export type WrongArrow = Address
