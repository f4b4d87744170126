'use client'
import { ErrorCode } from '#web/parts/api/ErrorCode.tsx'
import type { LeafCheck } from '@infinitio/sdk/emission'
import { Check, ShieldCheck, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import type { LeafDone, LeafQuestion } from '#web/features/govern/emission/leafCheckWorker.ts'
import { errorSentences } from '#web/i18n/reading.ts'
import { type CheckState, useWorkerCheck } from '#web/parts/check/useWorkerCheck.ts'
import { exactPtText } from '#web/parts/govern/tokenText.ts'
import { MoneyLines } from '#web/parts/transaction/MoneyLines.tsx'

type LeafCheckPanelProps = { readonly contract: string; readonly statement: string; readonly provider: string }

/**
 * Calculates the reader's payment record (Merkle leaf) of the last epoch (an hour) again in this browser, and compares it with the root that the chain stores.
 */
export function LeafCheckPanel(leaf: LeafCheckPanelProps) {
  const t = useTranslations('govern.emission.leaf')
  const { standing, start } = useWorkerCheck<LeafQuestion, LeafDone>(openWorker)
  return (
    <div className="panel-body stack g3">
      <div className="row wrap between g3">
        <p className="t13 dim gleaf">{t('text')}</p>
        <Button disabled={standing.kind === 'running'} onClick={() => start(leaf)}>
          <ShieldCheck className="i" aria-hidden />
          {t('start')}
        </Button>
      </div>
      <div role="status">
        <Result standing={standing} />
      </div>
    </div>
  )
}

function Result({ standing }: { readonly standing: CheckState<LeafDone> }) {
  const t = useTranslations('govern.emission.leaf')
  switch (standing.kind) {
    case 'idle':
      return null
    case 'running':
      return <p className="t13 dim">{t('running')}</p>
    case 'failed':
      return (
        <p className="t13 loss">
          {t('failed', { sentence: errorSentences()[standing.code] ?? standing.sentence })} <ErrorCode code={standing.code} />
        </p>
      )
    case 'done':
      return <Done check={standing.check} isRight={standing.isRight} />
  }
}

function Done({ check, isRight }: { readonly check: LeafCheck; readonly isRight: boolean }) {
  const t = useTranslations('govern.emission.leaf')
  const { cumulative, workedOut, wrongPart, before, leaves, isOnChain, hasRoots } = check
  const areSumsRight = cumulative === workedOut && wrongPart === null
  return (
    <div className="stack g3">
      <p className="t13">
        <b className={isRight ? 'go' : 'loss'}>{t(isRight ? 'right' : 'wrong', { epoch: Number(check.epoch) })}</b>
      </p>
      <ul className="stack g2 t13">
        <Line isRight={isOnChain} text={t(isOnChain ? 'onChain' : 'notOnChain')} />
        <Line isRight={hasRoots} text={t(hasRoots ? 'roots' : 'noRoots', { count: leaves })} />
        <Line isRight={areSumsRight} text={t(areSumsRight ? 'sums' : 'noSums')} />
      </ul>
      <MoneyLines
        lines={[
          { name: t('before'), amount: exactPtText(before) },
          { name: t('workedOut'), amount: workedOut === null ? '–' : exactPtText(workedOut) },
          { name: t('cumulative'), amount: exactPtText(cumulative), tone: 'total' },
        ]}
      />
    </div>
  )
}

function Line({ isRight, text }: { readonly isRight: boolean; readonly text: string }) {
  return (
    <li className="row g2">
      {isRight ? <Check className="i go" aria-hidden /> : <X className="i loss" aria-hidden />}
      <span>{text}</span>
    </li>
  )
}

const openWorker = () => new Worker(new URL('./leafCheckWorker.ts', import.meta.url), { type: 'module' })
