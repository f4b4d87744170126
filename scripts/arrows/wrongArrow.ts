// A deliberate forbidden import. scripts/check.ts asserts that dependency-cruiser reports exactly this one.
import type { Address } from '@infinitio/domain'

export type WrongArrow = Address
