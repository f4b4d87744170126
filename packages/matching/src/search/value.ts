import type { AskRecord } from '../book/askRecord.ts'
import { meritOf } from '../book/nodeRecord.ts'
import { comesBefore } from '../book/ranked.ts'

/** Returns true if an ask has a lower price ÷ (score × reliability) than another. When both are equal or unknown, the cheaper or older ask comes first. */
export function comesFirstByValue(one: AskRecord, other: AskRecord): boolean {
  const merit = meritOf(one.node)
  const otherMerit = meritOf(other.node)
  if (merit === 0 || otherMerit === 0) return merit === otherMerit ? comesBefore(one, other) : merit > 0
  const [value, otherValue] = [one.rank / merit, other.rank / otherMerit]
  // If the values differ enough, compares them as numbers, otherwise exactly.
  if (Math.abs(value - otherValue) > 1e-9 * value) return value < otherValue
  const [left, right] = [one.price * BigInt(otherMerit), other.price * BigInt(merit)]
  return left === right ? comesBefore(one, other) : left < right
}
