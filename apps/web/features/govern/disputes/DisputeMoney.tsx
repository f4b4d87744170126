import type { DisputeDetailWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { exactPtText } from '#web/parts/govern/tokenText.ts'
import { AccountText } from '#web/parts/identity/AccountText.tsx'
import { type MoneyLine, MoneyLines } from '#web/parts/transaction/MoneyLines.tsx'

type DisputeProps = { readonly dispute: DisputeDetailWire }

/** Shows the payments that each verdict would cause or, after the end, the payments that were made. */
export function DisputeMoney({ dispute }: DisputeProps) {
  const t = useTranslations('govern.disputes.money')
  const { payments } = dispute.money
  if (dispute.state === 'done' || dispute.state === 'stands')
    return (
      <Panel title={t('paid')}>
        <ul className="panel-body stack g3 t13">
          {payments.map(({ to, reason, amount }) => (
            <li key={`${reason} ${to}`} className="row wrap g2">
              <span>{t(`reason.${reason}`)}</span>
              <b>{exactPtText(amount)}</b>
              {to !== null && <AccountText account={to} />}
            </li>
          ))}
        </ul>
      </Panel>
    )
  return (
    <Panel title={t('title')}>
      <div className="panel-body stack g4">
        {(['opener', 'record'] as const).map((verdict) => (
          <div key={verdict} className="stack g2">
            <h3 className="t13">{t(`if.${verdict}`)}</h3>
            <VerdictLines dispute={dispute} verdict={verdict} />
          </div>
        ))}
      </div>
      {dispute.round <= 1 && <p className="panel-foot">{t('appeal', { bond: exactPtText(dispute.money.appealBond) })}</p>}
    </Panel>
  )
}

/** Shows who gets how much by one verdict of a dispute, one payment in each line. */
export function VerdictLines({ dispute, verdict }: DisputeProps & { readonly verdict: 'opener' | 'record' }) {
  const t = useTranslations('govern.disputes.money')
  return <MoneyLines lines={verdictLines(dispute, verdict, t)} />
}

/** Returns who gets how much by a verdict, by the rules of the dispute contract. The jurors get the same for both verdicts. */
export function verdictLines(
  { slash, claim, bond, respondent, appellant, opener, money }: DisputeDetailWire,
  verdict: 'opener' | 'record',
  t: ReturnType<typeof useTranslations<'govern.disputes.money'>>,
): MoneyLine[] {
  const pot = BigInt(money.pot)
  const isOpposed = appellant !== null && appellant !== opener
  const held = BigInt(bond) + (appellant === null ? 0n : BigInt(money.heldAppeal))
  const jurors = { name: t('jurors'), amount: exactPtText(pot) }
  if (verdict === 'opener') {
    const lines = [jurors, { name: t('toOpener'), amount: exactPtText(held - pot) }]
    if (slash !== null) return [...lines, { name: t('cancelled'), amount: exactPtText(claim), tone: 'total' }]
    const fromBond = BigInt(claim) + (isOpposed ? 0n : pot)
    return [...lines, { name: t('fromBond'), amount: exactPtText(fromBond), tone: 'total' }]
  }
  const name = isOpposed ? t('toAppellant') : respondent === null ? t('burned') : t('toOther')
  return [jurors, { name, amount: exactPtText(held - pot), tone: 'total' }]
}
