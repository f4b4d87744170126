'use client'
import type { EmissionWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Callout } from '#web/components/ui/Callout.tsx'

/**
 * Explains why validators cannot sign the payments of epochs (hours) now. Shows nothing if enough of them can sign. `now` is the block clock in Unix seconds.
 */
export function SignersMissing({ emission, now }: { readonly emission: Signers; readonly now: number }) {
  const t = useTranslations('validatorSet')
  const problem = signersProblem(emission, now)
  if (problem === null) return null
  return (
    <Callout tone="warn">
      <b>{t('title')}</b> {t(problem, { count: emission.set?.members.length ?? 0 })}
    </Callout>
  )
}

/** The part of the emission state that shows which validators may sign. */
export type Signers = Pick<NonNullable<EmissionWire['emission']>, 'set'>

/**
 * Two values of the contract library `QuorumLib`: the fewest validators that a set needs before it may sign payments, and the number of seconds for which a set
 * may sign.
 */
const fullMembers = 4
const setSeconds = 7 * 86_400

/**
 * Returns why validators cannot sign an epoch now: there is no validator set (`none`), it has fewer than four members (`few`), or it has expired (`over`).
 * Returns null if they can sign.
 */
export function signersProblem({ set }: Signers, now: number): 'none' | 'few' | 'over' | null {
  if (set === null) return 'none'
  if (now >= set.formedAt + setSeconds) return 'over'
  return set.members.length < fullMembers ? 'few' : null
}
