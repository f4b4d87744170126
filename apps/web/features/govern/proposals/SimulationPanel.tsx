'use client'
import { contractErrorCodes } from '@infinitio/chain'
import type { ProposalDetailWire, SimulationWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Badge } from '#web/components/ui/Badge.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { sentenceOf } from '#web/parts/api/sentenceOf.ts'
import { minuteText } from '#web/parts/format/clockText.ts'
import { sentenceGap } from '#web/parts/format/listText.ts'
import { simulationQuery } from '#web/parts/govern/governQueries.ts'

const open: readonly ProposalDetailWire['state'][] = ['pending', 'active', 'succeeded', 'queued']
const tones = { succeeds: 'final', fails: 'bad', unknown: 'plain', ended: 'plain' } as const

/** Shows the effects of an open proposal's calls if they were executed now. Shows nothing for a proposal that has ended. */
export function SimulationPanel({ proposal }: { readonly proposal: ProposalDetailWire }) {
  const t = useTranslations('govern.proposal.simulation')
  const isOpen = open.includes(proposal.state)
  const query = useQuery({ ...simulationQuery(browserApi, proposal.id), enabled: isOpen })
  if (!isOpen) return null
  return (
    <QueryView
      query={query}
      failed={t('failed')}
      skeleton={
        <Panel title={t('title')}>
          <div className="panel-body" role="status">
            <p className="t13 dim">{t('playing')}</p>
            <Skeleton width="60%" height={20} />
          </div>
        </Panel>
      }
    >
      {(simulation) => <Outcome simulation={simulation} />}
    </QueryView>
  )
}

function Outcome({ simulation: { outcome, failure, blockNumber, blockTimestamp } }: { readonly simulation: SimulationWire }) {
  const t = useTranslations('govern.proposal.simulation')
  return (
    <Panel title={t('title')} end={<Badge tone={tones[outcome]}>{t(`outcome.${outcome}`)}</Badge>}>
      <div className="panel-body stack g2 t13">
        <p>{t(`text.${outcome}`)}</p>
        {failure !== null && <FailureText failure={failure} />}
      </div>
      <p className="panel-foot">{t('asOf', { number: blockNumber, time: minuteText(blockTimestamp) })}</p>
    </Panel>
  )
}

/**
 * Shows in sentences which call fails and why. Below, in a part that is closed at first, is the error as the contract returned it, for readers who know the
 * contracts.
 */
export function FailureText({ failure }: { readonly failure: NonNullable<SimulationWire['failure']> }) {
  const t = useTranslations('govern.proposal.simulation')
  const reason = useReason(failure.error)
  return (
    <>
      <p>{[failure.call === null ? t('someCall') : t('call', { number: failure.call + 1 }), reason].join(sentenceGap())}</p>
      {failure.error !== '' && (
        <details className="t12">
          <summary>{t('raw')}</summary>
          <p className="mono gcall">{`${failure.error}(${failure.arguments.join(', ')})`}</p>
        </details>
      )}
    </>
  )
}

/**
 * Returns the sentence for the error of a contract: the sentence about votes for this error, or else the one in the error table. If neither exists, returns a
 * sentence that states this.
 */
function useReason(error: string): string {
  const t = useTranslations('govern.proposal.simulation')
  const refused = useTranslations('govern.refused')
  if (error === '') return t('noReason')
  if (refused.has(error as never)) return refused(error as never)
  const code = Object.entries(contractErrorCodes).find(([name]) => name === error)?.[1]
  return code === undefined ? t('otherReason') : sentenceOf(code)
}
