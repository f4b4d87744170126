'use client'
import type { CarbonProofWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { Stat } from '#web/components/ui/Stat.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { dayText, momentText } from '#web/parts/format/clockText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { AnswersPanel } from '#web/features/govern/work/AnswersPanel.tsx'
import { proofQuery } from '#web/features/govern/carbon/carbonQueries.ts'
import { gText, shareText } from '#web/parts/govern/tokenText.ts'
import { ProofState } from '#web/features/govern/carbon/ProofState.tsx'
import { StepsPanel } from '#web/features/govern/work/StepsPanel.tsx'
import { WorkView } from '#web/features/govern/work/WorkView.tsx'
import { AccountText } from '#web/parts/identity/AccountText.tsx'
import { useEnergyName } from '#web/parts/govern/useEnergyName.ts'

const ProofActs = dynamic(() => import('#web/features/govern/carbon/ProofActs.tsx').then((module) => module.ProofActs), {
  ssr: false,
  loading: () => <Skeleton width="100%" height={200} />,
})

/**
 * Shows one proof of green energy: its content, its auditors with their answers and reasons, its steps so far, and what the connected wallet can do with it.
 */
export function ProofView({ id }: { readonly id: string }) {
  const t = useTranslations('govern.carbon')
  const query = useQuery(proofQuery(browserApi, id))
  return (
    <WorkView query={query} failed={t('oneFailed')} acts={(proof) => <ProofActs proof={proof} />} rest={(proof) => <Steps proof={proof} />}>
      {(proof) => (
        <>
          <Standing proof={proof} />
          <Audit proof={proof} />
        </>
      )}
    </WorkView>
  )
}

type ProofProps = { readonly proof: CarbonProofWire }

function Standing({ proof }: ProofProps) {
  const t = useTranslations('govern.carbon')
  const energyName = useEnergyName()
  const { id, source, from, until, state, revocableUntil } = proof
  return (
    <Panel title={t('oneOf', { id, source: energyName(source) })} end={<ProofState state={state} />}>
      <div className="stats gstats three">
        <Stat name={t('covers')} value={shareText(proof.coverage, 10n ** 18n)} below={t('ofNodes', { count: proof.nodes.length })} />
        <Stat name={t('ends')} value={dayText(until)} below={t('begins', { moment: dayText(from) })} />
        <Stat
          name={t('bond')}
          value={gText(proof.bond)}
          below={revocableUntil === null ? <AccountText account={proof.provider} /> : t('bondUntil', { moment: momentText(revocableUntil) })}
        />
      </div>
      <dl className="panel-body stack g3 t13">
        <Fact name={t('provider')}>
          <AccountText account={proof.provider} />
        </Fact>
        <Fact name={t('certificate')}>
          {proof.certificateHash === null ? t('sealed') : <span className="mono gcall">{proof.certificateHash}</span>}
        </Fact>
        <Fact name={t('meter')}>
          <span className="mono gcall">{proof.meterHash}</span>
        </Fact>
        <Fact name={t('nodes')}>
          <span className="row wrap g2">
            {proof.nodes.map((node) => (
              <Link key={node} className="link mono" href={`/gpus/${node}`} title={node}>
                {shortHex(node)}
              </Link>
            ))}
          </span>
        </Fact>
      </dl>
      <p className="panel-foot">{t('hashes')}</p>
    </Panel>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt className="dim">{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Audit({ proof: { panel, state, blockTimestamp, limits } }: ProofProps) {
  const t = useTranslations('govern.carbon.audit')
  const given = new Map(panel.answers.map(({ auditor, accepts, reason }) => [auditor, { word: t(accepts ? 'accepts' : 'rejects'), reason }]))
  return (
    <AnswersPanel
      title={t('title')}
      note={t('panel', { number: panel.number, most: limits.mostPanels })}
      text={t(panel.auditors.length > 0 ? 'drawn' : state === 'drawable' ? 'toDraw' : state === 'waiting' ? 'waits' : 'nobody')}
      drawn={panel.auditors.map((account) => ({ account, answer: given.get(account) ?? null }))}
      left={state === 'audit' && panel.answerUntil !== null ? Math.max(0, panel.answerUntil - blockTimestamp) : null}
    />
  )
}

function Steps({ proof: { steps } }: ProofProps) {
  const t = useTranslations('govern.carbon')
  return (
    <StepsPanel title={t('steps')} steps={steps} transaction={t('transaction')}>
      {({ kind, accepts }) => <b>{accepts === null ? t(`step.${kind}`) : t(accepts ? 'audit.accepts' : 'audit.rejects')}</b>}
    </StepsPanel>
  )
}
