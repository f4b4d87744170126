import type { FaultSide } from '@infinitio/domain'
import type { FaultWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Badge } from '#web/components/ui/Badge.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { AnswerFault } from '#web/features/faults/AnswerFault.tsx'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { momentText } from '#web/parts/format/clockText.ts'
import { TxLink } from '#web/parts/transaction/TxLink.tsx'

/** The incidents for which the contract refunds the renter. */
const paidBack: readonly FaultWire['incident'][] = ['lost', 'not_ready', 'provider_ended']

type FaultCardProps = {
  readonly fault: FaultWire
  /** Whether the reader is the renter or the provider of the lease; null for anyone else. */
  readonly side: FaultSide | null
  /** True if the lease is over. Then its page contains the form that opens a dispute, so this card can mention the form. */
  readonly mayDispute?: boolean
}

/** Shows one fault of a lease: incident, time, party at fault, rule, evidence, payments and answers. */
export function FaultCard({ fault, side, mayDispute = false }: FaultCardProps) {
  const t = useTranslations('faults')
  const { incident, value, party, rule, source, paid, creditSeconds, owedSeconds } = fault
  return (
    <Panel title={t(`incident.${incident}`, { value: value ?? 0 })} end={<PaidBadge fault={fault} />}>
      <dl className="kv left panel-body">
        <dt>{t('when')}</dt>
        <dd>{whenText(fault, t)}</dd>
        <dt>{t('party')}</dt>
        <dd>
          <b>{t(`parties.${party}`)}</b>
        </dd>
        <dt>{t('rule')}</dt>
        <dd>
          {t('ruleText', { rule, text: t(`rules.${rule}`) })}{' '}
          <Link className="link" href="/docs/guides/faults">
            {t('guide')}
          </Link>
        </dd>
        <dt>{t('evidence')}</dt>
        <dd>{t(`sources.${source}`)}</dd>
        {paidBack.includes(incident) && (
          <>
            <dt>{t('paid')}</dt>
            <dd>{paid === null ? t('notYet') : <Paid paid={paid} />}</dd>
          </>
        )}
        {Math.max(creditSeconds, owedSeconds) > 0 && (
          <>
            <dt>{t('credit')}</dt>
            <dd>{owedSeconds > creditSeconds ? t('owedText', { seconds: owedSeconds }) : t('creditText', { seconds: creditSeconds })}</dd>
          </>
        )}
        {fault.share !== null && <Share share={fault.share} />}
      </dl>
      {side === 'renter' && mayDispute && (
        <p className="panel-body t13">
          <a className="link" href="#dispute">
            {t('dispute')}
          </a>
        </p>
      )}
      {(fault.answers.length > 0 || side !== null) && (
        <div className="panel-body stack g3 t13">
          {fault.answers.map((answer) => (
            <blockquote key={answer.side} className="stack g1">
              <p className="t12 dim">{t('answer.by', { side: answer.side, at: momentText(answer.at) })}</p>
              <p className="whitespace-pre-wrap break-words">{answer.text}</p>
            </blockquote>
          ))}
          {side !== null && <AnswerFault fault={fault} side={side} />}
        </div>
      )}
    </Panel>
  )
}

function Paid({ paid: { refund, compensation, txHash } }: { readonly paid: NonNullable<FaultWire['paid']> }) {
  const t = useTranslations('faults')
  return (
    <>
      {t('refund', { amount: amountText(BigInt(refund)) })}
      <About units={refund} />
      {compensation !== '0' && (
        <>
          , {t('compensation', { amount: amountText(BigInt(compensation)) })}
          <About units={compensation} />
        </>
      )}{' '}
      <TxLink hash={txHash} />
    </>
  )
}

function Share({ share: { asked, amount, cuts, txHash } }: { readonly share: NonNullable<FaultWire['share']> }) {
  const t = useTranslations('faults')
  return (
    <>
      <dt>{t('share')}</dt>
      <dd>
        {t('shareText', { amount: amountText(BigInt(amount)), asked: amountText(BigInt(asked)) })}
        <About units={amount} />
        {cuts.length > 0 && <span className="block t12 dim">{cuts.map((cut) => t(`cuts.${cut}`)).join('; ')}</span>}
        {txHash !== null && (
          <>
            {' '}
            <TxLink hash={txHash} />
          </>
        )}
        {txHash === null && amount !== '0' && <span className="block t12 dim">{t('shareWaits')}</span>}
      </dd>
    </>
  )
}

function PaidBadge({ fault: { incident, paid, creditSeconds, owedSeconds } }: { readonly fault: FaultWire }) {
  const t = useTranslations('faults')
  if (owedSeconds > creditSeconds) return <Badge tone="pending">{t('creditWaits')}</Badge>
  // When the lease is closed, its bill can no longer be reduced. Then no seconds are owed, so the badge shows the credited part as complete.
  if (Math.max(owedSeconds, creditSeconds) > 0) return <Badge tone="final">{t('credited')}</Badge>
  if (paid !== null && paid.refund !== '0') return <Badge tone="final">{t('refunded')}</Badge>
  return paidBack.includes(incident) && paid === null ? <Badge tone="pending">{t('waits')}</Badge> : null
}

/** Returns the time of a fault: a moment, or from its start to its end. */
export function whenText({ from, until, incident }: FaultWire, t: ReturnType<typeof useTranslations<'faults'>>): string {
  if (until !== null) return t('fromTo', { from: momentText(from), until: momentText(until) })
  return incident === 'unreachable' ? t('since', { from: momentText(from) }) : momentText(from)
}
