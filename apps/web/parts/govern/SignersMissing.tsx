'use client'
import { useTranslations } from 'next-intl'
import { Callout } from '#web/components/ui/Callout.tsx'
import { type Signers, signersProblem } from '#web/parts/govern/signersProblem.ts'

/** Says that nobody can sign epochs now, and why; nothing where enough can. `now` is the block clock. */
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
