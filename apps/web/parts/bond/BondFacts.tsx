import type { Bond } from '@infinitio/chain/react'
import { useTranslations } from 'next-intl'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { FinalBadge } from '#web/parts/transaction/FinalBadge.tsx'

/** Shows the amounts and dates of a bond. `final` is the bond in the newest final block: an amount that differs there is pending. */
export function BondFacts({ bond, final }: { readonly bond: Bond; readonly final: Bond | null }) {
  const t = useTranslations('bond')
  const { bonded, unbonding, required, releaseAt, frozenUntil } = bond
  const free = bonded > required ? bonded - required : 0n
  const rows = [
    { name: 'locked', units: bonded, isFinal: final === null ? null : final.bonded === bonded },
    { name: 'required', units: required, isFinal: null },
    { name: 'free', units: free, isFinal: null },
    ...(unbonding > 0n ? [{ name: 'asked', units: unbonding, isFinal: final === null ? null : final.unbonding === unbonding } as const] : []),
  ] as const
  return (
    <dl className="kv">
      {rows.map(({ name, units, isFinal }) => (
        <Row key={name} name={t(name)}>
          {amountText(units)} PT
          <About units={units} /> {isFinal !== null && <FinalBadge final={isFinal} />}
        </Row>
      ))}
      {unbonding > 0n && <Row name={t('from')}>{dayMinuteText(releaseAt)}</Row>}
      {frozenUntil > 0 && <Row name={t('frozen')}>{dayMinuteText(frozenUntil)}</Row>}
    </dl>
  )
}

function Row({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}
