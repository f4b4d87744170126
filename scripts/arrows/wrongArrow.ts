// This import is forbidden on purpose. scripts/check.ts asserts that dependency-cruiser reports exactly this one. So a dependency-cruiser that finds nothing is
// noticed.
import type { Address } from '@infinitio/domain'

export type WrongArrow = Address
