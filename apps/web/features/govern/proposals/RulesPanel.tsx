'use client'
import type { GovernWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Badge } from '#web/components/ui/Badge.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { dateYearText } from '#web/parts/format/dateYearText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { NamedAccount } from '#web/parts/identity/NamedAccount.tsx'
import { gText, shareText } from '#web/parts/govern/tokenText.ts'

type Dao = NonNullable<GovernWire['dao']>

/**
 * Shows what votes may decide at present. Until enough G tokens are staked, they may only change parameters within limits; from then on they may decide
 * everything. Also shows the right of veto.
 */
export function PowerPanel({ dao, now }: { readonly dao: Dao; readonly now: number }) {
  const t = useTranslations('govern.power')
  const { staked, rules } = dao
  const isFull = BigInt(staked) >= BigInt(rules.fullPowerStake)
  const share = shareText(staked, rules.fullPowerStake)
  const hasGuardian = now < rules.guardianUntil && !/^0x0+$/.test(rules.guardian)
  return (
    <Panel title={t('title')} end={<Badge tone={isFull ? 'final' : 'pending'}>{t(isFull ? 'full' : 'bounded')}</Badge>}>
      <div className="panel-body stack g3">
        <p className="t13">{t(isFull ? 'fullText' : 'boundedText', { staked: gText(staked), needed: gText(rules.fullPowerStake) })}</p>
        {!isFull && <progress className="budget" max={1_000} value={tenthsOf(staked, rules.fullPowerStake)} aria-label={t('progress', { share })} />}
      </div>
      <p className="panel-foot row wrap">
        {hasGuardian ? (
          <>
            <span>{t('guardian', { day: dateYearText(rules.guardianUntil), span: spanText(rules.guardianUntil - now) })}</span>
            <NamedAccount account={rules.guardian} />
          </>
        ) : (
          t('noGuardian')
        )}
      </p>
    </Panel>
  )
}

function tenthsOf(part: string, whole: string): number {
  return Number((BigInt(part) * 1_000n) / BigInt(whole))
}

/** Shows the steps from a proposal to its execution, and how long each takes. */
export function RulesPanel({ rules }: { readonly rules: Dao['rules'] }) {
  const t = useTranslations('govern.rules')
  const steps = [
    { key: 'propose', text: t('propose', { bond: gText(rules.proposalBond) }) },
    { key: 'wait', text: t('wait', { span: spanText(rules.votingDelay) }) },
    { key: 'vote', text: t('vote', { span: spanText(rules.votingPeriod), quorum: gText(rules.quorum) }) },
    { key: 'queue', text: t('queue', { span: spanText(rules.timelockDelay), holders: spanText(rules.holderChangeDelay) }) },
    { key: 'execute', text: t('execute') },
  ] as const
  return (
    <Panel title={t('title')}>
      <ol className="panel-body gsteps">
        {steps.map(({ key, text }) => (
          <li key={key}>
            <b>{t(`name.${key}`)}</b>
            <span>{text}</span>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
